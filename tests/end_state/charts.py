"""Charts whose uninstall leaves something, or whose objects are where one would
not look: what a right helm makes of each is recorded in tests/data/uninstalls
(record.py), and no right helm may be told wrong for any (scripts/mutate-end-state).

Each is a list of objects; a name that begins with a slash belongs to a subchart.
%s in a name is the release's, for what all of a cluster share."""

import json
import pathlib


def noted(notes):
    """hook_delete_policy="x" -> {"helm.sh/hook-delete-policy": "x"}"""
    return {f"helm.sh/{key.replace('_', '-')}": value
            for key, value in notes.items()}


def obj(kind, name, api_version="v1", ns=None, notes=None, finalizers=(),
        **rest):
    metadata = {"name": name}
    if finalizers:
        metadata["finalizers"] = list(finalizers)
    if ns:
        metadata["namespace"] = ns
    if notes:
        metadata["annotations"] = noted(notes)
    return {"apiVersion": api_version, "kind": kind, "metadata": metadata,
            **rest}


def config_map(name, ns=None, **notes):
    return obj("ConfigMap", name, ns=ns, notes=notes, data={"a": "b"})


def cluster_role(name, **notes):
    return obj("ClusterRole", name, "rbac.authorization.k8s.io/v1",
               notes=notes, rules=[])


def pod_spec(restart="Always"):
    return {"restartPolicy": restart,
            "containers": [{"name": "c", "image": "none.invalid/none"}]}


def job(name, spec=None, **notes):
    return obj("Job", name, "batch/v1", notes=notes,
               spec={"template": {"spec": pod_spec("Never")}, **(spec or {})})


def workload(kind, name, spec=None, **notes):
    labels = {"app": name}
    return obj(kind, name, "apps/v1", notes=notes, spec={
        "replicas": 1, "selector": {"matchLabels": labels},
        "template": {"metadata": {"labels": labels}, "spec": pod_spec()},
        **(spec or {})})


def stateful_set(name):
    return workload("StatefulSet", name, {
        "serviceName": name,
        "volumeClaimTemplates": [{
            "metadata": {"name": "data"},
            "spec": {"accessModes": ["ReadWriteOnce"],
                     "resources": {"requests": {"storage": "1Mi"}}}}]})


PLAIN = config_map("plain")

CHARTS = {
    "plain": [PLAIN, obj("Service", "plain", spec={
        "ports": [{"port": 80}], "selector": {"app": "x"}})],
    "kept": [PLAIN, config_map("kept", resource_policy="keep")],
    "kept-loudly": [PLAIN, config_map("kept", resource_policy=" Keep ")],
    "other-policy": [PLAIN, config_map("odd", resource_policy="delete")],
    "kept-role": [PLAIN, cluster_role("%s-role", resource_policy="keep")],
    "kept-deployment": [workload("Deployment", "d", resource_policy="keep")],
    "claims": [stateful_set("db")],
    "list": [PLAIN, {"apiVersion": "v1", "kind": "List", "items": [
        config_map("one"), config_map("two", resource_policy="keep")]}],
    "pre-delete": [PLAIN, config_map("hook", hook="pre-delete")],
    "pre-delete-succeeded": [PLAIN, config_map(
        "hook", hook="pre-delete", hook_delete_policy="hook-succeeded")],
    "pre-delete-before": [PLAIN, config_map(
        "hook", hook="pre-delete", hook_delete_policy="before-hook-creation")],
    "pre-delete-failed": [PLAIN, config_map(
        "hook", hook="pre-delete", hook_delete_policy="hook-failed")],
    "post-delete": [PLAIN, config_map("hook", hook="post-delete")],
    "post-delete-succeeded": [PLAIN, config_map(
        "hook", hook="post-delete", hook_delete_policy="hook-succeeded")],
    "pre-install": [PLAIN, config_map("hook", hook="pre-install")],
    "post-install-succeeded": [PLAIN, config_map(
        "hook", hook="post-install", hook_delete_policy="hook-succeeded")],
    "both-events": [PLAIN, config_map("hook", hook="pre-install,pre-delete")],
    "kept-hook": [PLAIN, config_map(
        "hook", hook="pre-delete", hook_delete_policy="hook-succeeded",
        resource_policy="keep")],
    "job": [PLAIN, job("hook", hook="pre-delete")],
    "job-succeeded": [PLAIN, job("hook", hook="post-delete",
                                 hook_delete_policy="hook-succeeded")],
    "job-that-ends": [PLAIN, job("hook", {"ttlSecondsAfterFinished": 600},
                                 hook="pre-delete")],
    "hook-role": [PLAIN, cluster_role("%s-role", hook="pre-install")],
    "hook-role-made": [PLAIN, cluster_role("%s-role", hook="post-delete")],
    "elsewhere": [PLAIN, config_map("%s", "kube-system")],
    "kept-elsewhere": [PLAIN, config_map("%s", "kube-system",
                                         resource_policy="keep")],
    "hook-elsewhere": [PLAIN, config_map("%s", "kube-system",
                                         hook="pre-delete")],
    "subchart": [PLAIN, config_map("/hook", hook="pre-delete"),
                 config_map("/kept", resource_policy="keep")],
}

# Nobody but its owner can remove it, so it is only for who takes that away.
WITH_FINALIZER = {"kept-finalizer": [PLAIN, obj(
    "ConfigMap", "kept", notes={"resource_policy": "keep"},
    finalizers=["example.org/late"])]}


def write(folder, name):
    """The chart in a folder of its name."""
    root = pathlib.Path(folder) / name
    objects = {**CHARTS, **WITH_FINALIZER}[name]
    _write(root, name, [o for o in objects if not _in_subchart(o)])
    inner = [o for o in objects if _in_subchart(o)]
    if inner:
        _write(root / "charts/inner", "inner", inner)
    return root


def _in_subchart(one):
    return one.get("metadata", {}).get("name", "").startswith("/")


def _write(root, name, objects):
    (root / "templates").mkdir(parents=True)
    (root / "Chart.yaml").write_text(
        f"apiVersion: v2\nname: {name}\nversion: 0.1.0\n")
    for number, one in enumerate(objects):
        text = json.dumps(one, indent=1).replace('"/', '"')
        (root / f"templates/{number}.yaml").write_text(
            text.replace("%s", "{{ .Release.Name }}"))
