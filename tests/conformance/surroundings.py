"""Where the suite runs: the cluster and the helm, from the environment."""

import contextlib
import pathlib
import subprocess
import sys

import simulated
from cluster import Cluster

_VARIABLES = {"kubectl": "KUBECTL", "helm": "HELM", "other_helm": "HELM_OTHER"}


@contextlib.contextmanager
def from_environment(environment):
    """Starts a simulated cluster where one is wanted."""
    kind = environment.get("CONFORMANCE_CLUSTER", "")
    needed = {"kwok": "CONFORMANCE_KUBECONFIG", "simulated": "BENCH_BINARY"}
    if kind not in needed:
        sys.exit("suite: error: CONFORMANCE_CLUSTER: expected kwok or "
                 f"simulated, got {kind!r}")
    if not environment.get(needed[kind]):
        sys.exit(f"suite: error: {kind}: {needed[kind]} is not set")
    if kind == "kwok":
        yield _surroundings(environment[needed[kind]], kind, environment)
        return
    with simulated.cluster(environment[needed[kind]]) as kubeconfig:
        yield _surroundings(kubeconfig, kind, environment)


def _surroundings(kubeconfig, kind, environment):
    return Surroundings(
        Cluster(kubeconfig), kind,
        environment.get("CONFORMANCE_HELM", ""),
        environment.get("CONFORMANCE_HELM_OTHER", ""),
        environment.get("CONFORMANCE_KUBECTL", ""))


class Surroundings:
    def __init__(self, cluster, kind, helm, other_helm, kubectl):
        self.cluster = cluster
        self.kind = kind
        self.helm = helm
        self.other_helm = other_helm
        self.kubectl = kubectl
        name = pathlib.Path(helm).name
        # helm, but for uninstalling: tests/differential/native_helm.cc.
        self.helm_is_native = name.startswith("native-helm")
        self.helm_is_stand_in = "stand-in" in name
        self.major = helm_major(helm) if helm else ""
        self.limits = has_limits(cluster)

    def key(self, part):
        """Where expected.json has a part: the majors of helm differ."""
        needed = {"api": (), "kubectl": ("kubectl",), "helm": ("helm",),
                  "options": ("helm",), "pair": ("helm", "other_helm")}[part]
        for name in needed:
            if not getattr(self, name):
                sys.exit(f"suite: error: {part} needs "
                         f"CONFORMANCE_{_VARIABLES[name]}")
        return f"helm {self.major}" if "helm" in needed else part

    def is_real(self):
        return (self.kind == "kwok" and not self.helm_is_stand_in
                and not self.helm_is_native)

    def is_concerned(self, change):
        """Whether a row of differences.json speaks of what runs here."""
        if change.get("helm", self.major) != self.major:
            return False
        return {"simulated": self.kind == "simulated",
                "stand-in": self.helm_is_stand_in,
                "native": self.helm_is_native,
                "kwok without limits": self.kind == "kwok"
                and not self.limits}[change["of"]]

    def title(self):
        if not self.helm:
            return self.kind
        return f"{self.kind} with {pathlib.Path(self.helm).name}"


def has_limits(cluster):
    """Whether the API server tells by which limit it has let somebody in."""
    answer = cluster.request("GET", "/version")
    return "X-Kubernetes-PF-PriorityLevel-UID" in answer.headers


def helm_major(helm):
    said = subprocess.run([helm, "version"], capture_output=True, text=True,
                          check=True).stdout
    return "4" if "v4." in said else "3"
