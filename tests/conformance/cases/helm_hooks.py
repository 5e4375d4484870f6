"""Hooks, upgrades and rollbacks: what the real helm does beside installs and
uninstalls, and the stand-in for it does not."""

import tempfile

from cases.jobs import job
from cases.objects import SERVICE, deployment
from cases.workloads import stateful_set
from helm_world import chart, helms, must, record_name, said, settled, small
from world import case, config_map, path, until


def hook(body, events, policy=None, weight=None):
    """The object as a hook."""
    annotations = {"helm.sh/hook": events}
    if policy:
        annotations["helm.sh/hook-delete-policy"] = policy
    if weight is not None:
        annotations["helm.sh/hook-weight"] = str(weight)
    metadata = {**body["metadata"], "annotations": annotations}
    return {**body, "metadata": metadata}


def uninstalled(w, *documents, flags=()):
    """What an uninstall of a chart with these says and leaves."""
    ns = w.namespace(service_account=True)
    with helms(w) as helm, tempfile.TemporaryDirectory() as folder:
        must(helm.install(ns, "small", small(folder, *documents)))
        done = helm.run("uninstall", "small", "-n", ns, *flags)
        return {"said": said(done), "left": settled(w, ns)}


@case
def a_hook_job_ends_before_the_rest_is_deleted(w):
    w.see("kept", uninstalled(w, hook(job("before"), "pre-delete")))
    w.see("succeeded", uninstalled(w, hook(
        job("before"), "pre-delete", "hook-succeeded")))
    w.see("left out", uninstalled(w, hook(job("before"), "pre-delete"),
                                  flags=["--no-hooks"]))


@case
def a_hook_job_ends_after_the_rest_is_deleted(w):
    w.see("kept", uninstalled(w, hook(job("after"), "post-delete")))
    w.see("both", uninstalled(
        w, hook(job("before"), "pre-delete", "hook-succeeded", weight=1),
        hook(config_map("first"), "pre-delete", "hook-succeeded", weight=0),
        hook(job("after"), "post-delete", "before-hook-creation")))


@case
def a_hook_job_may_fail(w):
    """Its Pod finds no node, and its time is over."""
    lost = job("lost", pod={"nodeSelector": {"conformance": "nowhere"}},
               activeDeadlineSeconds=1)
    w.see("uninstall", uninstalled(w, hook(lost, "pre-delete")))


@case
def a_hook_pod_goes_on_for_ever(w):
    """A Pod ends by itself only where something runs in it."""
    pod = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "p"},
           "spec": {"restartPolicy": "Never",
                    "containers": [{"name": "c", "image": "i"}]}}
    w.see("uninstall", uninstalled(w, hook(pod, "pre-delete"),
                                   flags=["--timeout", "2s"]))


@case
def a_hook_of_an_install_ends(w):
    ns = w.namespace(service_account=True)
    with helms(w) as helm, tempfile.TemporaryDirectory() as folder:
        place = small(folder, hook(job("install"), "pre-install,post-install"))
        w.see("install", said(helm.install(ns, "small", place)))
        w.see("there", settled(w, ns))
        w.see("uninstall", said(helm.uninstall(ns, "small")))
        w.see("left", settled(w, ns))


def versions(folder, before, after):
    """A chart in two versions, in folders of their own."""
    return [chart(f"{folder}/{number}", "app", *documents)
            for number, documents in enumerate((before, after))]


def forth_and_back(w, before, after):
    """What upgrade and rollback say, and what there is in between."""
    ns = w.namespace(service_account=True)
    with helms(w) as helm, tempfile.TemporaryDirectory() as folder:
        old, new = versions(folder, before, after)
        must(helm.install(ns, "app", old))
        seen = {"upgrade": said(helm.run(
            "upgrade", "app", new, "-n", ns, "--disable-openapi-validation"))}
        seen["rollback"] = said(helm.run("rollback", "app", "-n", ns))
        seen["revisions"] = [
            w.get(path("v1", "secrets", ns, record_name("app", number))).status
            for number in (1, 2, 3, 4)]
        yield seen, ns
        must(helm.uninstall(ns, "app"))
        until(lambda: "ConfigMap" not in "".join(
            line for line in settled(w, ns) if "kube-root-ca" not in line),
            "the release is gone")


@case
def an_upgrade_can_be_rolled_back(w):
    for seen, ns in forth_and_back(
            w, [config_map("m", {"a": "1", "b": "2"}), config_map("old")],
            [config_map("m", {"a": "3", "c": "4"}), config_map("new")]):
        w.see("said", seen)
        w.see("data", w.object(path("v1", "configmaps", ns, "m"))["data"])
        w.see("there", settled(w, ns))


@case
def an_upgrade_of_workloads_can_be_rolled_back(w):
    other = deployment("web", replicas=2)
    other["spec"]["template"]["spec"]["containers"][0]["image"] = "other:2"
    changed = stateful_set("db", replicas=0)
    changed["spec"]["template"]["spec"]["containers"][0]["image"] = "other:2"
    service = {**SERVICE, "spec": {**SERVICE["spec"], "type": "NodePort"}}
    for seen, ns in forth_and_back(
            w, [SERVICE, deployment("web", replicas=1),
                stateful_set("db", replicas=0)],
            [service, other, changed]):
        w.see("said", seen)
        place = path("apps/v1", "deployments", ns, "web")
        spec = w.object(place)["spec"]
        w.see("deployment", [
            spec["replicas"],
            [one["image"] for one in spec["template"]["spec"]["containers"]]])
        w.see("service", w.object(path("v1", "services", ns,
                                       SERVICE["metadata"]["name"]))[
            "spec"]["type"])
