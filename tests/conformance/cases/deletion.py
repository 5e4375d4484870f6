"""Deletion: finalizers, preconditions, propagation, owners, grace."""

import observe
from cases.objects import deployment
from world import case, config_map, path, until

NOBODY = "00000000-0000-0000-0000-000000000000"
FINALIZER = "example.com/hold"


def maps(ns, name=None, **query):
    return path("v1", "configmaps", ns, name, **query)


def options(**fields):
    return {"apiVersion": "v1", "kind": "DeleteOptions", **fields}


def owner(body, **more):
    return {"apiVersion": body["apiVersion"], "kind": body["kind"],
            "name": body["metadata"]["name"], "uid": body["metadata"]["uid"],
            **more}


def released(w, place):
    return w.patch(place, {"metadata": {"finalizers": None}})


@case
def a_finalizer_holds_an_object(w):
    ns = w.namespace()
    place = maps(ns, "m")
    w.make(maps(ns), config_map("m", {"a": "1"}, finalizers=[FINALIZER]))
    w.see_object("delete", w.delete(place))
    w.see_object("still there", w.get(place))
    once = w.object(place)["metadata"]
    w.see_object("delete again", w.delete(place))
    w.see("the first time counts", once == w.object(place)["metadata"])
    w.see_object("it may change", w.patch(place, {"data": {"a": "2"}}),
                 also=["data"])
    w.see_refusal("no new finalizer", w.patch(place, {"metadata": {
        "finalizers": [FINALIZER, "example.com/more"]}}), words=True)
    w.see_answer("its name is taken", w.post(maps(ns), config_map("m")))
    w.see_object("release", released(w, place))
    w.see_answer("gone", w.get(place))


@case
def a_finalizer_can_be_taken_away_by_an_update(w):
    ns = w.namespace()
    place = maps(ns, "m")
    w.make(maps(ns), config_map("m", finalizers=[FINALIZER, "example.com/2"]))
    w.delete(place)
    body = w.object(place)
    body["metadata"]["finalizers"] = ["example.com/2"]
    w.see_object("one left", w.put(place, body))
    body = w.object(place)
    del body["metadata"]["finalizers"]
    w.see_object("none left", w.put(place, body))
    w.see("gone", w.get(place).status)


@case
def preconditions_have_to_hold(w):
    ns = w.namespace()
    place = maps(ns, "m")
    metadata = w.make(maps(ns), config_map("m"))["metadata"]
    w.see_refusal("uid", w.delete(place, options(preconditions={
        "uid": NOBODY})))
    w.patch(place, {"data": {"a": "1"}})
    w.see_refusal("version", w.delete(place, options(preconditions={
        "resourceVersion": metadata["resourceVersion"]})))
    current = w.object(place)["metadata"]
    w.see_answer("both right", w.delete(place, options(preconditions={
        "uid": current["uid"],
        "resourceVersion": current["resourceVersion"]})))


@case
def options_of_a_deletion_have_to_be_valid(w):
    ns = w.namespace()
    place = maps(ns, "m")
    w.make(maps(ns), config_map("m"))
    w.see_refusal("propagation", w.delete(place, options(
        propagationPolicy="Sideways")))
    w.see_refusal("both ways", w.delete(place, options(
        propagationPolicy="Orphan", orphanDependents=True)))
    w.see_refusal("dry run", w.delete(place, options(dryRun=["Some"])))
    w.see_refusal("another kind", w.delete(place, {
        "apiVersion": "v1", "kind": "ConfigMap"}))
    w.see("no kind, as helm sends it", w.delete(place, {
        "propagationPolicy": "Background"}).status)


@case
def propagation_may_be_in_the_query(w):
    ns = w.namespace()
    made = w.make(maps(ns), config_map("m"))
    w.make(maps(ns), config_map("child", ownerReferences=[owner(made)]))
    w.see("delete", w.delete(maps(ns, "m",
                                  propagationPolicy="Orphan")).status)
    w.gone(maps(ns, "m"))
    w.see_object("child", w.get(maps(ns, "child")))


def family(w):
    """An owner with two children, one of which has a child."""
    ns = w.namespace()
    top = w.make(maps(ns), config_map("owner"))
    one = w.make(maps(ns), config_map("one", ownerReferences=[
        owner(top, blockOwnerDeletion=True, controller=True)]))
    w.make(maps(ns), config_map("two", ownerReferences=[owner(top)]))
    w.make(maps(ns), config_map("grandchild", ownerReferences=[
        owner(one, blockOwnerDeletion=True)]))
    return ns


@case
def background_takes_dependents_along(w):
    ns = family(w)
    w.see_answer("delete", w.delete(maps(ns, "owner"), options(
        propagationPolicy="Background")))
    w.see("gone at once", w.get(maps(ns, "owner")).status)
    for name in ("one", "two", "grandchild"):
        w.gone(maps(ns, name))
    w.see("all gone", True)


@case
def background_is_the_default(w):
    ns = family(w)
    w.see_answer("delete", w.delete(maps(ns, "owner")))
    for name in ("one", "two", "grandchild"):
        w.gone(maps(ns, name))
    w.see("all gone", True)


@case
def foreground_ends_with_the_owner(w):
    ns = w.namespace()
    top = w.make(maps(ns), config_map("owner"))
    w.make(maps(ns), config_map("child", finalizers=[FINALIZER],
                                ownerReferences=[owner(
                                    top, blockOwnerDeletion=True)]))
    w.see_object("delete", w.delete(maps(ns, "owner"), options(
        propagationPolicy="Foreground")))
    until(lambda: "deletionTimestamp" in w.object(
        maps(ns, "child"))["metadata"], "the child is deleted")
    w.see_object("waiting", w.get(maps(ns, "owner")))
    child = w.see_object("child", w.get(maps(ns, "child")))
    w.see("of this owner", child["metadata"]["ownerReferences"][0]["uid"]
          == top["metadata"]["uid"])
    released(w, maps(ns, "child"))
    w.gone(maps(ns, "owner"))
    w.see("child after", w.get(maps(ns, "child")).status)


@case
def orphans_stay(w):
    ns = family(w)
    with w.watch(maps(ns, watch="true", timeoutSeconds=20, resourceVersion=(
            w.get(maps(ns)).body["metadata"]["resourceVersion"]))) as watch:
        w.see_object("delete", w.delete(maps(ns, "owner"), options(
            propagationPolicy="Orphan")))
        events = watch.until(lambda event: event["type"] == "DELETED")
    w.gone(maps(ns, "owner"))
    # The namespace's own ConfigMap may come in between.
    first = next(event for event in events
                 if event["object"]["metadata"]["name"] == "owner")
    w.see("first step", [first["type"],
                         first["object"]["metadata"].get("finalizers")])
    for name in ("one", "two", "grandchild"):
        w.see_object(name, w.get(maps(ns, name)))


@case
def dependents_of_nobody_go(w):
    """An owner that never was, one that was, and one of two."""
    ns = w.namespace()
    stays = w.make(maps(ns), config_map("stays"))
    goes = w.make(maps(ns), config_map("goes"))
    stranger = {"apiVersion": "v1", "kind": "ConfigMap", "name": "x",
                "uid": NOBODY}
    w.see_object("create", w.post(maps(ns), config_map(
        "of-nobody", ownerReferences=[stranger])))
    w.make(maps(ns), config_map("of-one", ownerReferences=[owner(goes)]))
    w.make(maps(ns), config_map("of-two", ownerReferences=[
        owner(stays), owner(goes)]))
    # Same name, another object: the uid counts.
    w.make(maps(ns), config_map("of-namesake", ownerReferences=[
        owner(stays) | {"uid": NOBODY[:-1] + "1"}]))
    w.gone(maps(ns, "of-nobody"))
    w.gone(maps(ns, "of-namesake"))
    w.delete(maps(ns, "goes"))
    w.gone(maps(ns, "of-one"))
    until(lambda: len(w.object(maps(ns, "of-two"))["metadata"][
        "ownerReferences"]) == 1, "the owner that went is taken out")
    w.see_object("of two", w.get(maps(ns, "of-two")))


@case
def owners_have_to_be_named_whole(w):
    ns = w.namespace()
    w.see_refusal("no uid", w.post(maps(ns), config_map("m", ownerReferences=[
        {"apiVersion": "v1", "kind": "ConfigMap", "name": "x", "uid": ""}])))
    two = [{"apiVersion": "v1", "kind": "ConfigMap", "name": name,
            "uid": NOBODY, "controller": True} for name in ("x", "y")]
    w.see_refusal("two controllers", w.post(maps(ns), config_map(
        "m", ownerReferences=two)))


def see_deleted_at_once(w, name, answer):
    """All but the version: others delete such Pods too, and where they are
    first the answer has none."""
    seen = observe.of_object(answer)
    seen["metadata"].pop("resourceVersion", None)
    w.see(name, seen)


@case
def pods_have_a_time_of_grace(w):
    ns = w.namespace(service_account=True)
    pods = path("v1", "pods", ns)
    pod = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "p"},
           "spec": {"containers": [{"name": "c", "image": "i"}]}}
    w.see_object("create", w.post(pods, pod), pod, also=[
        "status.phase", "status.qosClass", "spec.restartPolicy",
        "spec.terminationGracePeriodSeconds", "spec.serviceAccountName"])
    until(lambda: w.object(pods + "/p")["status"]["phase"] == "Running",
          "the Pod runs")
    body = w.object(pods + "/p")
    w.see("ready", [condition["status"] for condition in
                    body["status"]["conditions"]
                    if condition["type"] == "Ready"])
    w.see("has a node", bool(body["spec"].get("nodeName")))
    w.see_object("delete", w.delete(pods + "/p"))
    w.gone(pods + "/p")
    # Another name: whoever runs the first may delete it once more.
    pod["metadata"]["name"] = "q"
    w.make(pods, pod)
    until(lambda: w.object(pods + "/q")["status"]["phase"] == "Running",
          "the Pod runs")
    see_deleted_at_once(w, "at once", w.delete(pods + "/q", options(
        gracePeriodSeconds=0)))
    w.see("gone at once", w.get(pods + "/q").status)


@case
def a_pod_without_a_node_has_none(w):
    ns = w.namespace(service_account=True)
    pods = path("v1", "pods", ns)
    w.make(pods, {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "p"},
                  "spec": {"nodeSelector": {"nowhere": "true"},
                           "containers": [{"name": "c", "image": "i"}]}})
    see_deleted_at_once(w, "delete", w.delete(pods + "/p"))
    w.see("gone at once", w.get(pods + "/p").status)


@case
def deployments_can_be_deleted_in_the_foreground(w):
    ns = w.namespace(service_account=True)
    place = path("apps/v1", "deployments", ns, "d")
    w.make(path("apps/v1", "deployments", ns), deployment("d"))
    until(lambda: w.object(place).get("status", {}).get("readyReplicas"),
          "the Deployment is ready")
    w.see_object("delete", w.delete(place, options(
        propagationPolicy="Foreground")))
    w.gone(place)
    w.see_list("replica sets", w.get(path("apps/v1", "replicasets", ns)))
    w.see_list("pods", w.get(path("v1", "pods", ns)))


@case
def deployments_can_leave_their_pods(w):
    ns = w.namespace(service_account=True)
    place = path("apps/v1", "deployments", ns, "d")
    w.make(path("apps/v1", "deployments", ns), deployment("d"))
    until(lambda: w.object(place).get("status", {}).get("readyReplicas"),
          "the Deployment is ready")
    w.see("delete", w.delete(place, options(
        propagationPolicy="Orphan")).status)
    w.gone(place)
    sets = w.items(path("apps/v1", "replicasets", ns))
    w.see("replica sets", [item["metadata"].get("ownerReferences")
                           for item in sets])
    w.see("pods", [len(item["metadata"]["ownerReferences"])
                   for item in w.items(path("v1", "pods", ns))])
