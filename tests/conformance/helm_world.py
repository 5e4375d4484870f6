"""What the cases with a helm have: charts, a helm to run, and a look at what is
left."""

import base64
import contextlib
import gzip
import json
import os
import pathlib
import re
import subprocess
import tempfile

import kinds
from recorder import Recorder
from world import config_map, path, until

CHARTS = pathlib.Path(__file__).resolve().parents[2] / "scenarios/charts"
INSTALL = ("--disable-openapi-validation",)
LIST = ("-m", "0", "-o", "json", "--deployed", "--failed", "--pending",
        "--uninstalling", "--uninstalled", "--superseded")
# What Kubernetes ends generated names with.
_SUFFIX = re.compile(r"(?<=-)[bcdfghjklmnpqrstvwxz2456789]{5}$")
# client-go says this when a watch is ended while an event is being read: at
# times, on any cluster.
_CANCELED_WATCH = re.compile(
    r"^[IWE]\d{4} .*\breflector\.go:\d+\].*\bcontext canceled\b.*\n",
    re.MULTILINE)
# Events speak of what has been; the other two have cases of their own.
_LEFT_OUT = ("Event", "Endpoints", "ControllerRevision")


class Helm:
    """helm, with a home of its own, asking through a recorder."""

    def __init__(self, program, folder, recorder):
        self._program = program
        self._recorder = recorder
        self._kubeconfig = folder / "kubeconfig"
        self._kubeconfig.write_text(recorder.kubeconfig())
        self._env = {"HOME": str(folder), "KUBECONFIG": str(self._kubeconfig),
                     "PATH": os.environ["PATH"]}

    def run(self, *arguments, **env):
        """Its answer; .requests: what it asked."""
        done = subprocess.run(
            [self._program, *map(str, arguments)], capture_output=True,
            text=True, stdin=subprocess.DEVNULL, timeout=120,
            env={**self._env, **env})
        done.stderr = _CANCELED_WATCH.sub("", done.stderr)
        done.requests = self._recorder.take()
        return done

    def refuse(self, *which):
        self._recorder.refuse(*which)

    def install(self, ns, name, chart, *more):
        return self.run("install", name, chart, "-n", ns, *INSTALL, *more)

    def uninstall(self, ns, *names):
        return self.run("uninstall", *names, "-n", ns)

    def list(self, ns, **env):
        return self.run("list", "-n", ns, *LIST, **env)


@contextlib.contextmanager
def helms(w, *programs):
    """A Helm for each of the programs; the first is the one under test."""
    around = w.surroundings
    with contextlib.ExitStack() as stack:
        made = []
        for program in programs or (around.helm,):
            folder = stack.enter_context(
                tempfile.TemporaryDirectory(prefix="conformance-"))
            recorder = stack.enter_context(Recorder(w.cluster))
            made.append(Helm(program, pathlib.Path(folder), recorder))
        yield made if programs else made[0]


def said(done):
    return {"code": done.returncode, "out": done.stdout.splitlines(),
            "err": done.stderr.splitlines()}


def releases(done):
    """Of `list -o json`."""
    return {"code": done.returncode, "err": done.stderr,
            "releases": json.loads(done.stdout)}


def must(done):
    if done.returncode != 0:
        raise AssertionError(f"{done.args}: {done.returncode} {done.stderr}")
    return done


# Charts.

def chart(folder, name, *documents):
    """A chart that needs no template: rendered, it is the same. Its objects
    stand in the order in which helm writes them."""
    place = pathlib.Path(folder) / name
    (place / "templates").mkdir(parents=True)
    (place / "rendered").mkdir()
    (place / "Chart.yaml").write_text(
        f"apiVersion: v2\nname: {name}\nversion: 0.1.0\nappVersion: '1'\n")
    (place / "values.yaml").write_text("")
    (place / ".helmignore").write_text("rendered/\n")
    rendered = ""
    for index, document in enumerate(documents):
        text = json.dumps(document)
        file = f"{index}.yaml"
        (place / "templates" / file).write_text(text + "\n")
        rendered += f"---\n# Source: {name}/templates/{file}\n{text}\n"
    (place / "rendered/manifest.yaml").write_text(rendered)
    return place


def small(folder, *more, name="small"):
    """A chart of one ConfigMap and what else is wished."""
    return chart(folder, name, config_map("m", {"a": "1"}), *more)


# Records.

def record_name(release, revision=1):
    return f"sh.helm.release.v1.{release}.v{revision}"


def decode(secret):
    text = base64.b64decode(base64.b64decode(secret["data"]["release"]))
    return json.loads(gzip.decompress(text))


def encode(release):
    text = gzip.compress(json.dumps(release).encode())
    return base64.b64encode(base64.b64encode(text)).decode()


def change_record(w, ns, name, status=None, revision=None, manifest=""):
    """Writes a record anew with another status, with more in its manifest, or
    a further revision of it."""
    secret = w.object(path("v1", "secrets", ns, record_name(name)))
    release = decode(secret)
    if status:
        release["info"]["status"] = status
        secret["metadata"]["labels"]["status"] = status
    release["manifest"] += manifest
    if revision:
        release["version"] = revision
        secret["metadata"] = {"name": record_name(name, revision),
                              "labels": secret["metadata"]["labels"]}
        secret["metadata"]["labels"]["version"] = str(revision)
    secret["data"]["release"] = encode(release)
    if revision:
        w.make(path("v1", "secrets", ns), secret)
    else:
        w.put(path("v1", "secrets", ns, record_name(name)), secret)


# What is there.

def _looked_at():
    seen = set()
    for kind in kinds.defaults():
        # The versions of a kind show the same objects.
        if kind.kind not in seen and kind.kind not in _LEFT_OUT:
            seen.add(kind.kind)
            yield kind


def everything(w, ns):
    """Objects of the namespace, and others that bear its name."""
    found = []
    for kind in _looked_at():
        if kind.namespaced:
            found += [(kind.kind, item) for item in w.items(
                path(kind.version, kind.resource, ns))]
    for version, resource, kind in (
            ("rbac.authorization.k8s.io/v1", "clusterroles", "ClusterRole"),
            ("rbac.authorization.k8s.io/v1", "clusterrolebindings",
             "ClusterRoleBinding"),
            ("networking.k8s.io/v1", "ingressclasses", "IngressClass")):
        found += [(kind, item) for item in w.items(path(version, resource))
                  if ns in item["metadata"]["name"]]
    return found


def settled(w, ns):
    """Lines about all that is there, once the controllers have done theirs."""
    def lines_when_settled():
        found = everything(w, ns)
        uids = {item["metadata"]["uid"] for _, item in found}
        for kind, item in found:
            if not _is_settled(kind, item, uids, found):
                return None
        return sorted(_line(kind, item) for kind, item in found)

    return until(lines_when_settled, f"the controllers are done in {ns}")


def _is_settled(kind, item, uids, found):
    metadata = item["metadata"]
    owners = metadata.get("ownerReferences", [])
    if any(owner["uid"] not in uids for owner in owners
           if owner["kind"] != "Node"):
        return False
    if "deletionTimestamp" in metadata and "finalizers" not in metadata:
        return False
    status = item.get("status", {})
    if kind == "Deployment":
        return status.get("availableReplicas", 0) == item["spec"]["replicas"]
    if kind == "StatefulSet":
        # Without a provisioner the first Pod waits for its volume for ever.
        return any(other == "Pod" and pod["metadata"]["name"]
                   == metadata["name"] + "-0" for other, pod in found)
    if kind == "Service" and "selector" in item["spec"]:
        return any(other == "EndpointSlice" and part["metadata"].get(
            "labels", {}).get("kubernetes.io/service-name")
            == metadata["name"] for other, part in found)
    return True


def _line(kind, item):
    metadata = item["metadata"]
    name = metadata["name"]
    if kind in ("Pod", "EndpointSlice"):
        name = _SUFFIX.sub("<suffix>", name)
    template = metadata.get("labels", {}).get("pod-template-hash")
    if template:
        name = name.replace(template, "<hash>")
    line = f"{kind} {name}"
    if kind == "Pod":
        line += f" {item['status']['phase']}"
    if "deletionTimestamp" in metadata:
        line += f" deleted, held by {', '.join(metadata['finalizers'])}"
    return re.sub(r"\s+", " ", line)
