#!/usr/bin/python3
"""Records what a real helm makes of the charts of charts.py.

usage: record.py KUBECONFIG HELM...    writes to stdout

For each helm and chart: what its release's record says, which of the objects
that it names stand in the cluster before the uninstall, and which afterwards,
and whether those are the same. The cluster is not a user's: objects are made in
kube-system and around all namespaces, and removed again."""

import base64
import gzip
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

TOP = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "scripts/lib"))
sys.path.insert(0, str(pathlib.Path(__file__).parent))
from kube_client import KubeClient, load_kubeconfig  # noqa: E402

import charts  # noqa: E402

NAMESPACE = "uninstalls"
RELEASE = "r"
PATHS = {"ConfigMap": "/api/v1/{}configmaps", "Service": "/api/v1/{}services",
         "Job": "/apis/batch/v1/{}jobs",
         "Deployment": "/apis/apps/v1/{}deployments",
         "StatefulSet": "/apis/apps/v1/{}statefulsets",
         "ClusterRole": "/apis/rbac.authorization.k8s.io/v1/clusterroles"}


def flat(objects):
    for one in objects:
        yield from flat(one["items"]) if one["kind"] == "List" else (one,)


def named(chart):
    """The objects that a chart names: what tells each, and its path."""
    for one in flat(charts.CHARTS[chart]):
        metadata = one["metadata"]
        ns = metadata.get("namespace", NAMESPACE)
        name = metadata["name"].lstrip("/").replace("%s", RELEASE)
        yield ({"apiVersion": one["apiVersion"], "kind": one["kind"],
                "namespace": ns, "name": name},
               PATHS[one["kind"]].format(f"namespaces/{ns}/") + f"/{name}")


class World:
    def __init__(self, kubeconfig, folder):
        self.client = KubeClient(load_kubeconfig(kubeconfig))
        self.folder = folder
        self.env = {**os.environ, "KUBECONFIG": kubeconfig,
                    "HOME": str(folder), "HELM_DRIVER": "secret"}

    def helm(self, program, *arguments):
        done = subprocess.run([program, *arguments, "-n", NAMESPACE],
                              env=self.env, capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(f"{arguments}: {done.stderr}")

    def get(self, path):
        status, text = self.client.request("GET", path)
        return json.loads(text)["metadata"] if status == 200 else None

    def standing(self, chart):
        """{path: metadata} of what is there and not on its way."""
        found = {path: self.get(path) for _, path in named(chart)}
        return {path: metadata for path, metadata in found.items()
                if metadata and "deletionTimestamp" not in metadata}

    def settled(self, chart):
        seen = None
        while seen != (seen := sorted(self.standing(chart))):
            time.sleep(1)
        return self.standing(chart)

    def record(self):
        status, text = self.client.request(
            "GET", f"/api/v1/namespaces/{NAMESPACE}/secrets?"
            "labelSelector=owner%3Dhelm")
        [secret] = json.loads(text)["items"]
        data = base64.b64decode(base64.b64decode(secret["data"]["release"]))
        release = json.loads(gzip.decompress(data))
        hooks = [{key: hook[key] for key in
                  ("name", "kind", "manifest", "events", "weight",
                   "delete_policies") if key in hook}
                 for hook in release.get("hooks") or []]
        return {"name": release["name"], "namespace": release["namespace"],
                "version": release["version"],
                "info": {"status": release["info"]["status"]},
                "manifest": release["manifest"], "hooks": hooks}

    def forget(self, chart):
        for _, path in named(chart):
            self.client.request("DELETE", path)
        for _ in range(100):
            if not any(self.get(path) for _, path in named(chart)):
                return
            time.sleep(0.1)

    def remove_namespace(self):
        """Until it is gone: whoever comes next makes it anew."""
        path = f"/api/v1/namespaces/{NAMESPACE}"
        self.client.request("DELETE", path)
        for _ in range(600):
            if not self.get(path):
                return
            time.sleep(0.1)
        raise RuntimeError(f"{NAMESPACE} does not go")


def is_owned(metadata):
    notes = metadata.get("annotations", {})
    return (metadata.get("labels", {}).get("app.kubernetes.io/managed-by")
            == "Helm"
            and notes.get("meta.helm.sh/release-name") == RELEASE
            and notes.get("meta.helm.sh/release-namespace") == NAMESPACE)


def record(world, helm, chart):
    source = charts.write(tempfile.mkdtemp(dir=world.folder), chart)
    world.helm(helm, "install", RELEASE, str(source), "--create-namespace")
    before = world.settled(chart)
    said = world.record()
    world.helm(helm, "uninstall", RELEASE)
    after = world.settled(chart)
    try:
        return {
            "record": said,
            "before": [{**one, "owned": is_owned(before[path])}
                       for one, path in named(chart) if path in before],
            "after": [{**one, "same": path in before and
                       after[path]["uid"] == before[path]["uid"]}
                      for one, path in named(chart) if path in after]}
    finally:
        world.forget(chart)


def record_all(kubeconfig, helms, names=tuple(charts.CHARTS)):
    """{helm's version: {chart: what it was}}"""
    recorded = {}
    with tempfile.TemporaryDirectory() as folder:
        world = World(kubeconfig, pathlib.Path(folder))
        for helm in helms:
            version = subprocess.run(
                [helm, "version", "--short"], capture_output=True, text=True,
                check=True).stdout.strip().split("+")[0]
            recorded[version] = {name: record(world, helm, name)
                                 for name in names}
        world.remove_namespace()
    return recorded


if __name__ == "__main__":
    json.dump(record_all(sys.argv[1], sys.argv[2:]), sys.stdout, indent=1)
    print()
