"""kubectl: what people look with, and delete with."""

import json
import os
import re
import subprocess
import tempfile

from cases.objects import SERVICE, deployment
from recorder import Recorder
from world import LABEL, case, config_map, path, until


class Kubectl:
    def __init__(self, w, folder, recorder):
        self._program = w.surroundings.kubectl
        with open(folder + "/kubeconfig", "w", encoding="utf-8") as file:
            file.write(recorder.kubeconfig())
        self._env = {"HOME": folder, "KUBECONFIG": folder + "/kubeconfig",
                     "PATH": os.environ["PATH"]}

    def __call__(self, *arguments, stdin=None):
        done = subprocess.run(
            [self._program, *arguments], capture_output=True, text=True,
            timeout=60, env=self._env, check=False,
            input=json.dumps(stdin) if stdin else "")
        # From 1.34 on it says of which namespace something is deleted.
        out = re.sub(r"(?m) from \S+ namespace$", "", done.stdout)
        return {"code": done.returncode, "out": out.splitlines(),
                "err": done.stderr.splitlines()}


def with_kubectl(function):
    """A case that is called with a kubectl too."""
    def run(w):
        with tempfile.TemporaryDirectory(prefix="conformance-") as folder, \
                Recorder(w.cluster) as recorder:
            function(w, Kubectl(w, folder, recorder))

    run.__name__, run.__module__ = function.__name__, function.__module__
    return case(run)


@with_kubectl
def kubectl_gets(w, kubectl):
    ns = w.namespace(service_account=True)
    w.make(path("apps/v1", "deployments", ns), deployment("web"))
    w.make(path("v1", "services", ns), SERVICE)
    place = path("apps/v1", "deployments", ns, "web")
    until(lambda: w.object(place).get("status", {}).get("readyReplicas"),
          "the Deployment is ready")
    w.see("all", [line.split("-")[0] for line in kubectl(
        "get", "all", "-n", ns, "-o", "name")["out"]])
    for words in ("deploy web -o name", "svc -o name", "cm,secret -o name",
                  "deployment nobody", "nothing", "deploy -l app=web -o name",
                  "deploy -l app=other",
                  "deploy web -o jsonpath={.status.readyReplicas}"):
        w.see(words, kubectl("get", "-n", ns, *words.split()))
    w.see("human", kubectl("get", "deploy", "-n", ns)["out"][0].split())


@with_kubectl
def kubectl_makes_and_deletes(w, kubectl):
    ns = w.namespace(service_account=True)
    w.see("create", kubectl("create", "-n", ns, "--validate=false", "-f", "-",
                            stdin=config_map("m")))
    w.see("again", kubectl("create", "-n", ns, "--validate=false", "-f", "-",
                           stdin=config_map("m")))
    w.see("delete", kubectl("delete", "cm", "m", "-n", ns))
    w.see("missing", kubectl("delete", "cm", "m", "-n", ns))
    w.make(path("apps/v1", "deployments", ns), deployment("web"))
    w.see("in the foreground", kubectl("delete", "deploy", "web", "-n", ns,
                                       "--cascade=foreground"))
    w.see("gone", w.get(path("apps/v1", "deployments", ns, "web")).status)
    for name in ("a", "b"):
        w.make(path("v1", "configmaps", ns), config_map(
            name, labels={"x": "y"}))
    w.see("by label", kubectl("delete", "cm", "-n", ns, "-l", "x=y"))


@with_kubectl
def kubectl_deletes_a_namespace_and_waits(w, kubectl):
    ns = w.namespace_name()
    w.see("create", kubectl("create", "namespace", ns))
    w.see("label", kubectl("label", "namespace", ns, f"{LABEL}=true"))
    w.see("delete", kubectl("delete", "namespace", ns))
    w.see("gone", w.get(f"/api/v1/namespaces/{ns}").status)


@with_kubectl
def kubectl_asks_what_it_may(w, kubectl):
    ns = w.namespace()
    for words in ("get pods", "delete deployments.apps", "create jobs.batch",
                  "list secrets --all-namespaces", "get /version", "* *"):
        w.see(words, kubectl("auth", "can-i", *words.split(), "-n", ns))
    # More rules are listed where there are roles for everybody.
    listed = kubectl("auth", "can-i", "--list", "--no-headers", "-n", ns)
    w.see("list", [listed["code"], [line.split() for line in listed["out"]
                                    if line.startswith("*.*")]])
    w.see("whoami", kubectl("auth", "whoami", "-o",
                            "jsonpath={.status.userInfo.groups}"))


@with_kubectl
def kubectl_makes_what_it_knows_itself(w, kubectl):
    """It sends kinds that it knows in protobuf."""
    ns = w.namespace(service_account=True)
    for words in ("configmap c --from-literal=a=b", "secret generic s",
                  "deployment web --image=i", "job once --image=i"):
        w.see(words, kubectl("create", *words.split(), "-n", ns))
    w.see("token", kubectl("create", "token", "default", "-n", ns)["code"])
