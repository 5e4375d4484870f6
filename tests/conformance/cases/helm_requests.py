"""Which requests helm sends, in which order, and which of them together."""

import tempfile

from helm_world import CHARTS, change_record, chart, helms, must, small
from recorder import manners, steps
from world import case, config_map


def requests_of(w, name):
    ns = w.namespace(service_account=True)
    with helms(w) as helm:
        installed = must(helm.install(ns, name, CHARTS / name)).requests
        w.see("install", steps(installed))
        w.see("list", steps(must(helm.list(ns)).requests))
        uninstalled = must(helm.uninstall(ns, name)).requests
        w.see("uninstall", steps(uninstalled))
        w.see("manners", manners(installed + uninstalled))


@case
def requests_for_nginx(w):
    requests_of(w, "nginx")


@case
def requests_for_redis(w):
    requests_of(w, "redis")


@case
def requests_for_mysql(w):
    requests_of(w, "mysql")


@case
def requests_of_several_revisions(w):
    ns = w.namespace()
    with helms(w) as helm, tempfile.TemporaryDirectory() as folder:
        must(helm.install(ns, "small", small(folder)))
        change_record(w, ns, "small", revision=2)
        change_record(w, ns, "small", revision=10)
        w.see("uninstall", steps(must(helm.uninstall(
            ns, "small")).requests))


@case
def requests_in_the_order_of_kinds(w):
    """Every kind that can do no harm; more than ten of one, of which helm
    sorts the names as texts."""
    ns = w.namespace()
    rbac = "rbac.authorization.k8s.io/v1"

    def plain(version, kind, name=None, **more):
        return {"apiVersion": version, "kind": kind,
                "metadata": {"name": name or kind.lower()}, **more}

    role = {"apiGroup": "rbac.authorization.k8s.io", "kind": "Role",
            "name": "role"}
    template = {"metadata": {"labels": {"app": "x"}}, "spec": {
        "restartPolicy": "Never",
        "containers": [{"name": "c", "image": "i"}]}}
    documents = [
        plain("networking.k8s.io/v1", "NetworkPolicy",
              spec={"podSelector": {}}),
        plain("v1", "ResourceQuota", spec={"hard": {"pods": "1000"}}),
        plain("v1", "LimitRange", spec={"limits": []}),
        plain("policy/v1", "PodDisruptionBudget", spec={"maxUnavailable": 1}),
        plain("v1", "ServiceAccount"),
        plain("v1", "Secret"),
        *[config_map(f"m{index}") for index in range(12)],
        plain("v1", "PersistentVolumeClaim", spec={
            "accessModes": ["ReadWriteOnce"],
            "resources": {"requests": {"storage": "1Gi"}}}),
        plain(rbac, "Role", rules=[]),
        plain(rbac, "RoleBinding", roleRef=role, subjects=[]),
        plain("v1", "Service", spec={"ports": [{"port": 1}]}),
        plain("apps/v1", "DaemonSet", spec={
            "selector": {"matchLabels": {"app": "x"}}, "template": {
                **template, "spec": {
                    "nodeSelector": {"nowhere": "true"},
                    "containers": template["spec"]["containers"]}}}),
        plain("batch/v1", "Job", spec={"suspend": True, "template": template}),
        plain("batch/v1", "CronJob", spec={
            "schedule": "0 0 1 1 *", "suspend": True,
            "jobTemplate": {"spec": {"template": template}}}),
        plain("networking.k8s.io/v1", "Ingress", spec={"defaultBackend": {
            "service": {"name": "service", "port": {"number": 1}}}}),
        plain("apps/v1", "ControllerRevision", revision=1, data={}),
        plain("coordination.k8s.io/v1", "Lease"),
    ]
    with helms(w) as helm, tempfile.TemporaryDirectory() as folder:
        done = helm.install(ns, "many", chart(folder, "many", *documents))
        w.see("install", [done.returncode, done.stderr])
        w.see("create", steps([entry for entry in done.requests
                               if entry["method"] in ("POST", "PATCH")]))
        done = helm.uninstall(ns, "many")
        w.see("uninstall", [done.returncode, done.stderr])
        w.see("delete", steps([entry for entry in done.requests
                               if entry["method"] == "DELETE"]))
