"""What a cluster acts upon, and a simulated one only keeps. Each of these that
would mislead is refused before a run (src/simulator/kept_only.h says which),
and each has its row in differences.json."""

import contextlib
import datetime

from cases.jobs import NOWHERE, conditions, ended, job, jobs
from cases.objects import deployment
from cases.workloads import found_within
from world import case, config_map, path, until

ADMISSION = "admissionregistration.k8s.io/v1"
MAPS = {"apiGroups": [""], "apiVersions": ["v1"], "resources": ["configmaps"],
        "operations": ["CREATE", "DELETE"]}


@contextlib.contextmanager
def outside(w, place, body):
    """An object that belongs to no namespace, for a while; its path."""
    w.make(place, body)
    made = f"{place}/{body['metadata']['name']}"
    try:
        yield made
    finally:
        w.delete(made)
        w.patch(made, {"metadata": {"finalizers": None}})


def in_namespace(ns):
    return {"matchLabels": {"kubernetes.io/metadata.name": ns}}


def refuses(w, ns):
    """Whether a ConfigMap is refused before long."""
    body = {**config_map(""), "metadata": {"generateName": "m-"}}
    return found_within(
        lambda: w.post(path("v1", "configmaps", ns), body).status >= 400)


def webhook(kind, ns):
    name = f"{ns}-{kind[:3].lower()}"
    return {"apiVersion": ADMISSION, "kind": kind, "metadata": {"name": name},
            "webhooks": [{
                "name": "hook.example.com", "rules": [MAPS],
                "clientConfig": {"service": {"namespace": ns, "name": "none"}},
                "failurePolicy": "Fail", "sideEffects": "None",
                "namespaceSelector": in_namespace(ns),
                "admissionReviewVersions": ["v1"]}]}


@case
def a_webhook_is_asked(w):
    """Nobody answers for it, and so it refuses."""
    for kind in ("ValidatingWebhookConfiguration",
                 "MutatingWebhookConfiguration"):
        ns = w.namespace()
        w.make(path("v1", "configmaps", ns), config_map("there"))
        place = path(ADMISSION, kind.lower() + "s")
        with outside(w, place, webhook(kind, ns)):
            w.see(f"{kind}: refuses", refuses(w, ns))
            w.see(f"{kind}: delete", w.delete(path(
                "v1", "configmaps", ns, "there")).status)


@case
def a_policy_is_obeyed(w):
    ns = w.namespace()
    name = f"{ns}-policy"
    policy = {"apiVersion": ADMISSION, "kind": "ValidatingAdmissionPolicy",
              "metadata": {"name": name},
              "spec": {"matchConstraints": {
                  "resourceRules": [{**MAPS, "operations": ["CREATE"]}]},
                  "validations": [{"expression": "false"}]}}
    binding = {"apiVersion": ADMISSION,
               "kind": "ValidatingAdmissionPolicyBinding",
               "metadata": {"name": name},
               "spec": {"policyName": name, "validationActions": ["Deny"],
                        "matchResources": {
                            "namespaceSelector": in_namespace(ns)}}}
    with outside(w, path(ADMISSION, "validatingadmissionpolicies"), policy), \
            outside(w, path(ADMISSION, "validatingadmissionpolicybindings"),
                    binding):
        w.see("refuses", refuses(w, ns))


@case
def a_mutating_policy_is_obeyed(w):
    ns = w.namespace()
    name = f"{ns}-policy"
    policy = {"apiVersion": ADMISSION, "kind": "MutatingAdmissionPolicy",
              "metadata": {"name": name},
              "spec": {"matchConstraints": {
                  "resourceRules": [{**MAPS, "operations": ["CREATE"]}]},
                  "failurePolicy": "Fail", "reinvocationPolicy": "Never",
                  "mutations": [{
                      "patchType": "ApplyConfiguration",
                      "applyConfiguration": {"expression":
                          "Object{metadata: Object.metadata{labels: "
                          "{'mutated': 'yes'}}}"}}]}}
    binding = {"apiVersion": ADMISSION,
               "kind": "MutatingAdmissionPolicyBinding",
               "metadata": {"name": name},
               "spec": {"policyName": name, "matchResources": {
                   "namespaceSelector": in_namespace(ns)}}}
    maps = path("v1", "configmaps", ns)

    def mutated():
        made = w.make(maps, {**config_map(""),
                             "metadata": {"generateName": "m-"}})
        return made["metadata"].get("labels")

    with outside(w, path(ADMISSION, "mutatingadmissionpolicies"), policy), \
            outside(w, path(ADMISSION, "mutatingadmissionpolicybindings"),
                    binding):
        w.see("changes", bool(found_within(mutated)))


@case
def a_server_of_others_is_asked(w):
    """For a group that nobody serves: discovery calls it stale, and a namespace
    that is deleted waits."""
    ns = w.namespace()
    group = f"{w.run}.example.com"
    service = {"apiVersion": "apiregistration.k8s.io/v1",
               "kind": "APIService", "metadata": {"name": f"v1.{group}"},
               "spec": {"group": group, "version": "v1",
                        "groupPriorityMinimum": 100, "versionPriority": 100,
                        "insecureSkipTLSVerify": True,
                        "service": {"namespace": ns, "name": "none"}}}
    with outside(w, path("apiregistration.k8s.io/v1", "apiservices"), service):
        w.see("unavailable", bool(found_within(
            lambda: w.get(f"/apis/{group}/v1").status == 503)))


@case
def versions_are_converted(w):
    """By a webhook that nobody answers for."""
    group = f"{w.run}.convert.example.com"
    schema = {"openAPIV3Schema": {"type": "object"}}
    definition = {
        "apiVersion": "apiextensions.k8s.io/v1",
        "kind": "CustomResourceDefinition",
        "metadata": {"name": f"gadgets.{group}"},
        "spec": {
            "group": group, "scope": "Cluster",
            "names": {"plural": "gadgets", "kind": "Gadget"},
            "conversion": {"strategy": "Webhook", "webhook": {
                "conversionReviewVersions": ["v1"],
                "clientConfig": {"service": {"namespace": "default",
                                             "name": "none"}}}},
            "versions": [
                {"name": "v1", "served": True, "storage": True,
                 "schema": schema},
                {"name": "v2", "served": True, "storage": False,
                 "schema": schema}]}}
    place = path("apiextensions.k8s.io/v1", "customresourcedefinitions")
    with outside(w, place, definition):
        gadget = {"apiVersion": f"{group}/v1", "kind": "Gadget",
                  "metadata": {"name": "g"}}
        until(lambda: w.post(path(f"{group}/v1", "gadgets"),
                             gadget).status in (201, 409), "it is served")
        w.see("in the other version", w.get(
            path(f"{group}/v2", "gadgets", None, "g")).status)
        w.delete(path(f"{group}/v1", "gadgets", None, "g"))


@case
def a_quota_limits(w):
    ns = w.namespace()
    w.make(path("v1", "resourcequotas", ns), {
        "apiVersion": "v1", "kind": "ResourceQuota",
        "metadata": {"name": "q"}, "spec": {"hard": {"count/secrets": "0"}}})

    def refused():
        return w.post(path("v1", "secrets", ns), {
            "apiVersion": "v1", "kind": "Secret",
            "metadata": {"generateName": "s-"}}).status == 403

    w.see("refuses", found_within(refused))


@case
def a_limit_range_limits(w):
    ns = w.namespace(service_account=True)
    w.make(path("v1", "limitranges", ns), {
        "apiVersion": "v1", "kind": "LimitRange", "metadata": {"name": "l"},
        "spec": {"limits": [{"type": "Container", "max": {"cpu": "1"}}]}})

    def refused():
        return w.post(path("v1", "pods", ns), {
            "apiVersion": "v1", "kind": "Pod",
            "metadata": {"generateName": "p-"},
            "spec": {"containers": [{
                "name": "c", "image": "i",
                "resources": {"limits": {"cpu": "2"}}}]}}).status == 403

    w.see("refuses", found_within(refused))


@case
def a_volume_is_bound_and_protected(w):
    ns = w.namespace()
    name = f"{ns}-volume"
    volumes = path("v1", "persistentvolumes")
    size = {"storage": "1Gi"}
    volume = {"apiVersion": "v1", "kind": "PersistentVolume",
              "metadata": {"name": name},
              "spec": {"capacity": size, "accessModes": ["ReadWriteOnce"],
                       "storageClassName": name,
                       "hostPath": {"path": "/tmp/none"}}}
    with outside(w, volumes, volume) as place:
        w.make(path("v1", "persistentvolumeclaims", ns), {
            "apiVersion": "v1", "kind": "PersistentVolumeClaim",
            "metadata": {"name": "c"},
            "spec": {"accessModes": ["ReadWriteOnce"],
                     "storageClassName": name, "volumeName": name,
                     "resources": {"requests": size}}})
        claim = path("v1", "persistentvolumeclaims", ns, "c")
        w.see("bound", found_within(
            lambda: w.object(claim)["status"]["phase"] == "Bound"))
        w.see("held by", w.object(place)["metadata"].get("finalizers"))
        w.delete(claim)


@case
def a_cron_job_starts_jobs(w):
    ns = w.namespace(service_account=True)
    place = path("batch/v1", "cronjobs", ns)
    sent = {"apiVersion": "batch/v1", "kind": "CronJob",
            "metadata": {"name": "c"},
            "spec": {"schedule": "* * * * *", "jobTemplate": {
                "spec": job(pod=NOWHERE)["spec"]}}}
    answer = w.see_object("create", w.post(place, sent), sent)
    w.see("defaults", {key: value for key, value in answer["spec"].items()
                       if key not in sent["spec"]})
    # One that is late starts at once.
    late = (datetime.datetime.now(datetime.timezone.utc)
            - datetime.timedelta(minutes=3)).strftime("%Y-%m-%dT%H:%M:%SZ")
    w.patch(place + "/c/status", {"status": {"lastScheduleTime": late}})
    w.see("starts", bool(found_within(lambda: w.items(jobs(ns)))))
    w.delete(place + "/c", {"propagationPolicy": "Background"})
    until(lambda: not w.items(jobs(ns)), "its Jobs are gone")


@case
def an_autoscaler_keeps_its_bounds(w):
    ns = w.namespace(service_account=True)
    deployments = path("apps/v1", "deployments", ns)
    w.make(deployments, deployment("web", replicas=1))
    w.make(path("autoscaling/v2", "horizontalpodautoscalers", ns), {
        "apiVersion": "autoscaling/v2", "kind": "HorizontalPodAutoscaler",
        "metadata": {"name": "web"},
        "spec": {"minReplicas": 2, "maxReplicas": 3, "scaleTargetRef": {
            "apiVersion": "apps/v1", "kind": "Deployment", "name": "web"}}})
    # It looks every 15 s, first after that time.
    w.see("scales", found_within(
        lambda: w.object(deployments + "/web")["spec"]["replicas"] == 2, 25))


@case
def a_disruption_budget_is_counted(w):
    ns = w.namespace(service_account=True)
    budgets = path("policy/v1", "poddisruptionbudgets", ns)
    w.make(path("apps/v1", "deployments", ns), deployment("web", replicas=1))
    w.make(budgets, {
        "apiVersion": "policy/v1", "kind": "PodDisruptionBudget",
        "metadata": {"name": "b"},
        "spec": {"minAvailable": 1,
                 "selector": {"matchLabels": {"app": "web"}}}})
    (pod,) = until(lambda: w.items(path("v1", "pods", ns)), "the Pod is there")
    w.see("counts", bool(found_within(lambda: w.object(budgets + "/b").get(
        "status", {}).get("expectedPods"))))
    # It holds evictions; a deletion it does not.
    w.see("delete", w.delete(path(
        "v1", "pods", ns, pod["metadata"]["name"])).status)


@case
def an_account_has_a_token(w):
    ns = w.namespace(service_account=True)
    place = path("v1", "secrets", ns)
    w.make(place, {
        "apiVersion": "v1", "kind": "Secret",
        "type": "kubernetes.io/service-account-token",
        "metadata": {"name": "t", "annotations": {
            "kubernetes.io/service-account.name": "default"}}})
    w.see("filled", bool(found_within(
        lambda: w.object(place + "/t").get("data", {}).get("token"))))


@case
def pods_need_what_they_name(w):
    ns = w.namespace(service_account=True)
    for name, spec in (("account", {"serviceAccountName": "nobody"}),
                       ("class", {"priorityClassName": "none"}),
                       ("runtime", {"runtimeClassName": "none"})):
        w.see_refusal(name, w.post(path("v1", "pods", ns), {
            "apiVersion": "v1", "kind": "Pod", "metadata": {"name": name},
            "spec": {**spec, "containers": [{"name": "c", "image": "i"}]}}))


@case
def pods_fit_or_wait(w):
    ns = w.namespace(service_account=True)
    pods = path("v1", "pods", ns)
    nowhere = {"key": "none", "operator": "Exists"}
    for name, spec, container in (
            ("affinity", {"affinity": {"nodeAffinity": {
                "requiredDuringSchedulingIgnoredDuringExecution": {
                    "nodeSelectorTerms": [{"matchExpressions": [nowhere]}]}}}},
             {}),
            ("size", {}, {"resources": {"requests": {"cpu": "100000"}}})):
        w.make(pods, {
            "apiVersion": "v1", "kind": "Pod", "metadata": {"name": name},
            "spec": {**spec, "containers": [
                {"name": "c", "image": "i", **container}]}})
        until(lambda place=f"{pods}/{name}": w.object(place)["status"].get(
            "conditions"), "it has been looked at")
        w.see(name, w.object(f"{pods}/{name}")["status"]["phase"])



@case
def an_api_server_has_limits(w):
    """By which it lets requests wait, and says in answers which one it was."""
    answer = w.get("/api/v1/namespaces")
    w.see("its level is told", "X-Kubernetes-PF-PriorityLevel-UID"
          in answer.headers)
    levels = w.items(path("flowcontrol.apiserver.k8s.io/v1",
                          "prioritylevelconfigurations"))
    w.see("levels", sorted(level["metadata"]["name"] for level in levels))


@case
def an_indexed_job_numbers_its_pods(w):
    ns = w.namespace(service_account=True)
    w.make(jobs(ns), job(completionMode="Indexed", completions=2,
                         parallelism=2))
    body = ended(w, jobs(ns) + "/j")
    w.see("conditions", conditions(body))
    w.see("indexes", body["status"].get("completedIndexes"))
