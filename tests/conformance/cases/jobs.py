"""Jobs, whose Pods end, and the other kinds that make Pods."""

from cases.workloads import known, owners
from world import case, path, until

# A node that there is not: Pods wait for it as long as the case likes.
NOWHERE = {"nodeSelector": {"conformance": "nowhere"}}


def job(name="j", pod=None, **spec):
    return {"apiVersion": "batch/v1", "kind": "Job",
            "metadata": {"name": name},
            "spec": {**spec, "template": {
                "metadata": {"labels": {"app": name}},
                "spec": {"restartPolicy": "Never", **(pod or {}),
                         "containers": [{"name": "c", "image": "i"}]}}}}


def jobs(ns):
    return path("batch/v1", "jobs", ns)


def pods(w, ns):
    return w.items(path("v1", "pods", ns))


def conditions(body):
    return [f"{condition['type']} {condition['status']} {condition['reason']}: "
            f"{condition['message']}"
            for condition in body.get("status", {}).get("conditions", [])]


def counts(body):
    return {key: value for key, value in body["status"].items()
            if key not in ("conditions", "startTime", "completionTime")}


def ended(w, place):
    """The Job, once it is Complete or Failed."""
    def finished():
        body = w.object(place)
        is_over = any(text.startswith(("Complete True", "Failed True"))
                      for text in conditions(body))
        return body if is_over else None

    return until(finished, f"{place} has ended")


def active_pod(w, ns):
    (pod,) = until(lambda: pods(w, ns), "the Pod is there")
    return pod


@case
def a_job_makes_a_pod_that_ends(w):
    ns = w.namespace(service_account=True)
    sent = job()
    answer = w.post(jobs(ns), sent)
    uid = answer.body["metadata"]["uid"]
    w.see("create", [answer.status, sorted(answer.body["spec"]),
                     answer.body["metadata"]["generation"],
                     answer.body["metadata"].get("labels")])
    w.see("selected by its uid", answer.body["spec"]["selector"] == {
        "matchLabels": {"batch.kubernetes.io/controller-uid": uid}})
    w.see("defaults", {key: answer.body["spec"][key] for key in (
        "completions", "parallelism", "backoffLimit", "completionMode",
        "suspend", "podReplacementPolicy", "manualSelector")})
    body = ended(w, jobs(ns) + "/j")
    w.see("conditions", conditions(body))
    w.see("counts", counts(body))
    w.see("times", sorted(key for key in body["status"]
                          if key.endswith("Time")))
    (pod,) = until(lambda: [item for item in pods(w, ns)
                            if "finalizers" not in item["metadata"]],
                   "the Pod is counted")
    w.see("pod", [known(pod["metadata"]["name"], r"j-[0-9a-z]{5}"),
                  pod["metadata"]["generateName"], owners(pod),
                  sorted(pod["metadata"]["labels"]), pod["status"]["phase"],
                  sorted(pod["status"]["containerStatuses"][0]["state"])])
    w.see("refused", w.patch(jobs(ns) + "/j", {"spec": {"template": {
        "spec": {"priorityClassName": "x"}}}}).status)
    w.see_answer("delete", w.delete(jobs(ns) + "/j", {
        "propagationPolicy": "Background"}))
    until(lambda: not pods(w, ns), "the Pod is gone")


@case
def a_job_may_need_several_pods(w):
    ns = w.namespace(service_account=True)
    w.make(jobs(ns), job(completions=5, parallelism=2))
    w.see("counts", counts(ended(w, jobs(ns) + "/j")))
    w.see("pods", len(pods(w, ns)))
    w.make(jobs(ns), job("any", parallelism=2))
    w.see("conditions", conditions(ended(w, jobs(ns) + "/any")))


@case
def a_job_gives_up(w):
    ns = w.namespace(service_account=True)
    w.make(jobs(ns), job(pod=NOWHERE, backoffLimit=0))
    pod = active_pod(w, ns)["metadata"]["name"]
    w.see("active", until(lambda: (found := w.object(jobs(ns) + "/j")["status"])
                          .get("active") and found["active"], "it is active"))
    w.patch(path("v1", "pods", ns, pod + "/status"),
            {"status": {"phase": "Failed"}})
    body = ended(w, jobs(ns) + "/j")
    w.see("conditions", conditions(body))
    w.see("counts", counts(body))
    w.see("pods", [item["status"]["phase"] for item in pods(w, ns)])


@case
def a_job_has_a_deadline(w):
    ns = w.namespace(service_account=True)
    w.make(jobs(ns), job(pod=NOWHERE, activeDeadlineSeconds=1))
    body = ended(w, jobs(ns) + "/j")
    w.see("conditions", conditions(body))
    until(lambda: not pods(w, ns), "its Pod is gone")


@case
def a_job_may_go_by_itself(w):
    ns = w.namespace(service_account=True)
    w.make(jobs(ns), job(ttlSecondsAfterFinished=1))
    w.gone(jobs(ns) + "/j")
    until(lambda: not pods(w, ns), "its Pod is gone")
    w.see("gone", True)


@case
def a_suspended_job_waits(w):
    ns = w.namespace(service_account=True)
    w.make(jobs(ns), job(suspend=True))
    until(lambda: conditions(w.object(jobs(ns) + "/j")), "it has been seen")
    w.see("conditions", conditions(w.object(jobs(ns) + "/j")))
    w.see("pods", len(pods(w, ns)))
    w.patch(jobs(ns) + "/j", {"spec": {"suspend": False}})
    w.see("resumed", conditions(ended(w, jobs(ns) + "/j")))


@case
def the_pods_of_a_job_go_with_it_or_stay(w):
    for propagation in ("Background", "Foreground", "Orphan", None):
        ns = w.namespace(service_account=True)
        w.make(jobs(ns), job(pod=NOWHERE))
        pod = active_pod(w, ns)
        w.see(f"{propagation}: held by", pod["metadata"]["finalizers"])
        options = {"propagationPolicy": propagation} if propagation else None
        w.see(f"{propagation}: delete", w.delete(jobs(ns) + "/j",
                                                 options).status)
        w.gone(jobs(ns) + "/j")
        place = path("v1", "pods", ns, pod["metadata"]["name"])
        if propagation in ("Background", "Foreground"):
            w.gone(place)
        else:
            until(lambda: not w.object(place)["metadata"].get("finalizers"),
                  "the Pod is let go")
            w.see(f"{propagation}: owners", owners(w.object(place)))


@case
def a_pod_of_a_job_may_be_deleted(w):
    ns = w.namespace(service_account=True)
    w.make(jobs(ns), job(pod=NOWHERE, backoffLimit=0))
    w.delete(path("v1", "pods", ns, active_pod(w, ns)["metadata"]["name"]))
    w.see("conditions", conditions(ended(w, jobs(ns) + "/j")))


@case
def a_pod_of_nobody_goes_on(w):
    ns = w.namespace(service_account=True)
    pods_of = path("v1", "pods", ns)
    w.make(pods_of, {
        "apiVersion": "v1", "kind": "Pod", "metadata": {"name": "own"},
        "spec": {"restartPolicy": "Never",
                 "containers": [{"name": "c", "image": "i"}]}})
    until(lambda: w.object(pods_of + "/own")["status"]["phase"] != "Pending",
          "it has begun")
    w.make(jobs(ns), job())
    ended(w, jobs(ns) + "/j")
    w.see("phase", w.object(pods_of + "/own")["status"]["phase"])


@case
def a_daemon_set_has_a_pod_on_each_node(w):
    ns = w.namespace(service_account=True)
    sets = path("apps/v1", "daemonsets", ns)
    sent = {"apiVersion": "apps/v1", "kind": "DaemonSet",
            "metadata": {"name": "d"},
            "spec": {"selector": {"matchLabels": {"app": "d"}},
                     "template": {
                         "metadata": {"labels": {"app": "d"}},
                         "spec": {"containers": [
                             {"name": "c", "image": "i"}]}}}}
    w.see_object("create", w.post(sets, sent), sent)
    nodes = sorted(item["metadata"]["name"]
                   for item in w.items("/api/v1/nodes"))
    body = until(lambda: (found := w.object(sets + "/d"))["status"].get(
        "numberReady") == len(nodes) and found, "all its Pods are ready")
    w.see("status", {key: value if isinstance(value, int) and value < 2
                     else "nodes" if value == len(nodes) else value
                     for key, value in body["status"].items()})
    made = pods(w, ns)
    w.see("one each", sorted(pod["spec"]["nodeName"] for pod in made) == nodes)
    w.see("pods", [[known(pod["metadata"]["name"], r"d-[0-9a-z]{5}"),
                    owners(pod), sorted(pod["metadata"]["labels"])]
                   for pod in made[:1]])
    revisions = path("apps/v1", "controllerrevisions", ns)
    w.see("revisions", [owners(item) for item in w.items(revisions)])
    w.delete(path("v1", "pods", ns, made[0]["metadata"]["name"]))
    until(lambda: made[0]["metadata"]["uid"] not in (
        left := [pod["metadata"]["uid"] for pod in pods(w, ns)])
        and len(left) == len(nodes), "another Pod has come")
    w.see_answer("delete", w.delete(sets + "/d", {
        "propagationPolicy": "Background"}))
    until(lambda: not pods(w, ns), "the Pods are gone")
    until(lambda: not w.items(revisions), "the revisions are gone")


@case
def a_daemon_set_may_be_for_no_node(w):
    ns = w.namespace(service_account=True)
    sets = path("apps/v1", "daemonsets", ns)
    w.make(sets, {
        "apiVersion": "apps/v1", "kind": "DaemonSet",
        "metadata": {"name": "d"},
        "spec": {"selector": {"matchLabels": {"app": "d"}}, "template": {
            "metadata": {"labels": {"app": "d"}},
            "spec": {**NOWHERE, "containers": [
                {"name": "c", "image": "i"}]}}}})
    body = until(lambda: (found := w.object(sets + "/d"))["status"].get(
        "observedGeneration") and found, "it has been seen")
    w.see("status", body["status"])
    w.see("pods", len(pods(w, ns)))


@case
def a_replication_controller_makes_pods(w):
    ns = w.namespace(service_account=True)
    place = path("v1", "replicationcontrollers", ns)
    sent = {"apiVersion": "v1", "kind": "ReplicationController",
            "metadata": {"name": "r"},
            "spec": {"replicas": 2, "template": {
                "metadata": {"labels": {"app": "r"}},
                "spec": {"containers": [{"name": "c", "image": "i"}]}}}}
    w.see_object("create", w.post(place, sent), sent, also=["spec.selector"])
    body = until(lambda: (found := w.object(place + "/r"))["status"].get(
        "readyReplicas") == 2 and found, "both Pods are ready")
    w.see("status", body["status"])
    w.see("pods", [[known(pod["metadata"]["name"], r"r-[0-9a-z]{5}"),
                    owners(pod), pod["metadata"]["labels"]]
                   for pod in pods(w, ns)])
    w.delete(place + "/r", {"propagationPolicy": "Background"})
    until(lambda: not pods(w, ns), "the Pods are gone")
