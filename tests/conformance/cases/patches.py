"""Patches: merge, JSON, strategic merge."""

from cases.objects import deployment
from world import case, config_map, path


def maps(ns, name=None, **query):
    return path("v1", "configmaps", ns, name, **query)


@case
def a_merge_patch_sets_and_removes(w):
    ns = w.namespace()
    w.make(maps(ns), config_map("m", {"a": "1", "b": "2"}, labels={"l": "x"}))
    w.see_object("set and remove", w.patch(
        maps(ns, "m"), {"data": {"a": None, "c": "3"},
                        "metadata": {"labels": {"l": None, "k": "y"}}}),
        also=["data"])
    w.see_object("nothing", w.patch(maps(ns, "m"), {}), also=["data"])
    w.see_object("all data", w.patch(maps(ns, "m"), {"data": None}),
                 also=["data"])
    old = w.object(maps(ns, "m"))["metadata"]["resourceVersion"]
    w.see_object("with its version", w.patch(
        maps(ns, "m"), {"data": {"d": "4"},
                        "metadata": {"resourceVersion": old}}), also=["data"])
    w.see_answer("with an old version", w.patch(
        maps(ns, "m"), {"data": {"d": "5"},
                        "metadata": {"resourceVersion": old}}))
    w.see_refusal("of a wrong type", w.patch(maps(ns, "m"), {"data": "text"}))


@case
def a_json_patch_is_carried_out_in_order(w):
    ns = w.namespace()
    w.make(maps(ns), config_map("m", {"a": "1"}))

    def send(*operations):
        return w.patch(maps(ns, "m"), list(operations), "json-patch+json")

    w.see_object("several", send(
        {"op": "test", "path": "/data/a", "value": "1"},
        {"op": "add", "path": "/data/b", "value": "2"},
        {"op": "replace", "path": "/data/a", "value": "9"},
        {"op": "copy", "from": "/data/a", "path": "/data/c"},
        {"op": "move", "from": "/data/b", "path": "/data/d"},
        {"op": "remove", "path": "/data/a"}), also=["data"])
    w.see_answer("test fails", send(
        {"op": "test", "path": "/data/c", "value": "no"}))
    w.see_answer("no such place", send({"op": "remove", "path": "/data/zz"}))
    w.see_answer("no such operation", send({"op": "think", "path": "/data"}))
    w.see_object("unharmed", w.get(maps(ns, "m")), also=["data"])


@case
def a_strategic_patch_merges_lists_by_key(w):
    ns = w.namespace()
    place = path("apps/v1", "deployments", ns, "d")
    w.make(path("apps/v1", "deployments", ns), deployment("d", replicas=0))

    def send(containers, **more):
        return w.patch(place, {"spec": {"template": {"spec": {
            "containers": containers, **more}}}}, "strategic-merge-patch+json")

    def images(answer):
        if answer.status != 200:
            return answer.body
        return [[one["name"], one["image"]] for one in
                answer.body["spec"]["template"]["spec"]["containers"]]

    w.see("change one", images(send([{"name": "c", "image": "new"}])))
    w.see("add one", images(send([{"name": "s", "image": "side"}])))
    w.see("remove one", images(send([{"name": "c", "$patch": "delete"}])))
    w.see("replace all", images(send([
        {"name": "x", "image": "x"}, {"$patch": "replace"}])))
    answer = w.patch(place, {"spec": {"replicas": None}},
                     "strategic-merge-patch+json")
    w.see("removed is the default", answer.body["spec"]["replicas"])
    answer = w.patch(place, {"metadata": {"finalizers": ["example.com/f"]}},
                     "strategic-merge-patch+json")
    answer = w.patch(place, {"metadata": {"finalizers": ["example.com/g"]}},
                     "strategic-merge-patch+json")
    w.see("finalizers add up", sorted(answer.body["metadata"]["finalizers"]))
    answer = w.patch(place, {"metadata": {"$deleteFromPrimitiveList/finalizers":
                                          ["example.com/f", "example.com/g"]}},
                     "strategic-merge-patch+json")
    w.see("and go", answer.body["metadata"].get("finalizers"))


@case
def a_patch_may_not_break_an_object(w):
    ns = w.namespace()
    w.make(maps(ns), config_map("m"))
    w.see_refusal("label", w.patch(
        maps(ns, "m"), {"metadata": {"labels": {"l": "not valid!"}}}),
        words=True)
    w.see_refusal("kind", w.patch(maps(ns, "m"), {"kind": "Secret"}))
    answer = w.patch(maps(ns, "m"), {"metadata": {
        "uid": "00000000-0000-0000-0000-000000000000"}})
    w.see_refusal("uid", answer, words=True)
    w.see_refusal("finalizer", w.patch(
        maps(ns, "m"), {"metadata": {"finalizers": ["simple"]}}), words=True)
