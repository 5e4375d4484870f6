"""What the controllers make, and take away again."""

import re

from cases.objects import SERVICE, deployment
from world import case, path, until


def known(text, *patterns):
    return any(re.fullmatch(pattern, text) for pattern in patterns)


def owners(body):
    return [[reference["kind"], reference.get("controller"),
             reference.get("blockOwnerDeletion")]
            for reference in body["metadata"].get("ownerReferences", [])]


@case
def a_deployment_makes_pods(w):
    ns = w.namespace(service_account=True)
    deployments = path("apps/v1", "deployments", ns)
    w.make(deployments, deployment("web", replicas=2))
    body = until(lambda: (found := w.object(deployments + "/web"))
                 and found.get("status", {}).get("availableReplicas") == 2
                 and found, "the Deployment is available")
    w.see("status", {key: value for key, value in body["status"].items()
                     if key not in ("conditions", "terminatingReplicas")})
    w.see("conditions", sorted(
        f"{condition['type']} {condition['status']} {condition['reason']}"
        for condition in body["status"]["conditions"]))
    w.see("annotations", body["metadata"].get("annotations"))
    (made,) = w.items(path("apps/v1", "replicasets", ns))
    name = made["metadata"]["name"]
    w.see("replica set", [known(name, r"web-[0-9a-z]{6,10}"), owners(made),
                          made["spec"]["replicas"],
                          sorted(made["metadata"]["labels"])])
    w.see("same hash", made["metadata"]["labels"]["pod-template-hash"]
          == name.removeprefix("web-"))
    pods = w.items(path("v1", "pods", ns))
    w.see("pods", [[known(pod["metadata"]["name"], name + "-[0-9a-z]{5}"),
                    owners(pod), sorted(pod["metadata"]["labels"]),
                    pod["metadata"]["generateName"] == name + "-",
                    pod["status"]["phase"]] for pod in pods])

    w.delete(path("v1", "pods", ns, pods[0]["metadata"]["name"]))
    gone = pods[0]["metadata"]["uid"]
    until(lambda: len(left := w.items(path("v1", "pods", ns))) == 2
          and gone not in {pod["metadata"]["uid"] for pod in left},
          "another Pod has come")
    w.patch(deployments + "/web", {"spec": {"replicas": 1}})
    until(lambda: len(w.items(path("v1", "pods", ns))) == 1,
          "one Pod is left")
    w.see_answer("delete", w.delete(deployments + "/web", {
        "propagationPolicy": "Background"}))
    until(lambda: not w.items(path("v1", "pods", ns)), "the Pods are gone")
    until(lambda: not w.items(path("apps/v1", "replicasets", ns)),
          "the ReplicaSet is gone")


def stateful_set(name, replicas=2, claims=True):
    body = {"apiVersion": "apps/v1", "kind": "StatefulSet",
            "metadata": {"name": name},
            "spec": {"serviceName": name, "replicas": replicas,
                     "selector": {"matchLabels": {"app": name}},
                     "template": {
                         "metadata": {"labels": {"app": name}},
                         "spec": {"containers": [
                             {"name": "c", "image": "example.com/i:1"}]}}}}
    if claims:
        body["spec"]["volumeClaimTemplates"] = [{
            "metadata": {"name": "data"},
            "spec": {"accessModes": ["ReadWriteOnce"], "resources": {
                "requests": {"storage": "1Gi"}}}}]
    return body


@case
def a_stateful_set_leaves_its_claims(w):
    ns = w.namespace(service_account=True)
    sets = path("apps/v1", "statefulsets", ns)
    claims = path("v1", "persistentvolumeclaims", ns)
    sent = stateful_set("db")
    w.see_object("create", w.post(sets, sent), sent)
    until(lambda: w.items(path("v1", "pods", ns)) and w.items(claims),
          "the first Pod and its claim are there")
    (pod,) = w.items(path("v1", "pods", ns))
    w.see("pod", [pod["metadata"]["name"], owners(pod),
                  sorted(pod["metadata"]["labels"]), pod["status"]["phase"]])
    claim = w.items(claims)[0]
    w.see("claim", [claim["metadata"]["name"], owners(claim),
                    claim["metadata"]["finalizers"],
                    claim["metadata"].get("labels"),
                    claim["status"]["phase"]])
    w.see("volume", [volume["persistentVolumeClaim"] for volume in
                     pod["spec"]["volumes"]
                     if "persistentVolumeClaim" in volume])
    w.see_answer("another claim template", w.patch(
        sets + "/db", {"spec": {"volumeClaimTemplates": []}}))
    w.see_answer("delete", w.delete(sets + "/db", {
        "propagationPolicy": "Background"}))
    until(lambda: not w.items(path("v1", "pods", ns)), "the Pods are gone")
    w.see_list("claims stay", w.get(claims))
    w.see_object("delete claim", w.delete(claims + "/data-db-0"))
    w.gone(claims + "/data-db-0")


@case
def a_stateful_set_counts_its_pods(w):
    ns = w.namespace(service_account=True)
    w.make(path("apps/v1", "statefulsets", ns),
           stateful_set("web", claims=False))
    until(lambda: w.object(path("apps/v1", "statefulsets", ns, "web")).get(
        "status", {}).get("readyReplicas") == 2, "both Pods are ready")
    w.see_list("pods", w.get(path("v1", "pods", ns)))
    status = w.object(path("apps/v1", "statefulsets", ns, "web"))["status"]
    w.see("status", {key: status.get(key) for key in (
        "observedGeneration", "replicas", "readyReplicas", "currentReplicas",
        "updatedReplicas", "availableReplicas")})
    w.delete(path("apps/v1", "statefulsets", ns, "web"))
    until(lambda: not w.items(path("v1", "pods", ns)), "the Pods are gone")


@case
def a_stateful_set_keeps_revisions(w):
    ns = w.namespace(service_account=True)
    revisions = path("apps/v1", "controllerrevisions", ns)
    w.make(path("apps/v1", "statefulsets", ns),
           stateful_set("web", replicas=0))
    until(lambda: w.object(path("apps/v1", "statefulsets", ns, "web")).get(
        "status", {}).get("observedGeneration"), "it has been seen")
    w.see("revisions", [owners(item) for item in w.items(revisions)])
    w.delete(path("apps/v1", "statefulsets", ns, "web"))
    until(lambda: not w.items(revisions), "the revisions are gone")


@case
def a_service_has_slices(w):
    ns = w.namespace(service_account=True)
    services = path("v1", "services", ns)
    slices = path("discovery.k8s.io/v1", "endpointslices", ns)
    w.make(services, SERVICE)
    (made,) = until(lambda: w.items(slices), "the slice is there")
    w.see("slice", [known(made["metadata"]["name"], "s-[0-9a-z]{5}"),
                    owners(made), made["metadata"]["generateName"],
                    made["metadata"]["labels"], made["addressType"],
                    made["endpoints"]])
    w.make(path("apps/v1", "deployments", ns), deployment("s"))
    until(lambda: [end for item in w.items(slices)
                   for end in item["endpoints"] or []
                   if end["conditions"].get("ready")], "an endpoint is ready")
    w.delete(path("apps/v1", "deployments", ns, "s"))
    until(lambda: not [end for item in w.items(slices)
                       for end in item["endpoints"] or []],
          "there is no endpoint any more")
    w.see("delete", w.delete(services + "/s").status)
    until(lambda: not w.items(slices), "the slice is gone")


@case
def a_service_has_endpoints(w):
    ns = w.namespace()
    w.make(path("v1", "services", ns), SERVICE)
    place = path("v1", "endpoints", ns, "s")
    w.see("there", found_within(lambda: w.object(place)))
    w.delete(path("v1", "services", ns, "s"))
    w.gone(place)


def found_within(question, patience_s=5):
    """Whether it is so after all: where one of the clusters says no."""
    try:
        until(question, "it", patience_s)
    except AssertionError:
        return False
    return True


@case
def what_owns_nothing_is_left_alone(w):
    """A slice, a Pod and a claim that nobody's controller made."""
    ns = w.namespace(service_account=True)
    w.make(path("discovery.k8s.io/v1", "endpointslices", ns), {
        "apiVersion": "discovery.k8s.io/v1", "kind": "EndpointSlice",
        "metadata": {"name": "own"}, "addressType": "IPv4", "endpoints": []})
    deployments = path("apps/v1", "deployments", ns)
    w.make(deployments, deployment("web"))
    w.make(path("v1", "pods", ns), {
        "apiVersion": "v1", "kind": "Pod",
        "metadata": {"name": "own", "labels": {"other": "x"}},
        "spec": {"containers": [{"name": "c", "image": "i"}]}})
    until(lambda: len(w.items(path("v1", "pods", ns))) == 2, "two Pods")
    w.delete(deployments + "/web")
    until(lambda: len(w.items(path("v1", "pods", ns))) == 1, "one Pod")
    w.see_list("pods", w.get(path("v1", "pods", ns)))
    w.see_list("slices", w.get(path("discovery.k8s.io/v1", "endpointslices",
                                    ns)))
