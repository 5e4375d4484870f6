"""Server-side apply, as far as helm 4 sends it."""

from cases.objects import deployment
from world import ask, case, config_map, path


def send(w, place, body, **query):
    return w.patch(place + ask(fieldManager="helm", force="false", **query),
                   body, "apply-patch+yaml")


@case
def apply_creates_and_applies_again(w):
    ns = w.namespace()
    place = path("v1", "configmaps", ns, "m")
    sent = config_map("m", {"a": "1", "b": "2"}, labels={"l": "x"})
    answer = send(w, place, sent, fieldValidation="Strict")
    w.see_object("create", answer, sent, also=["data"])
    answer = send(w, place, sent)
    w.see_object("the same", answer, sent)
    w.see("no new version", answer.body["metadata"]["resourceVersion"]
          == w.object(place)["metadata"]["resourceVersion"])
    w.see_object("one left out", send(w, place, config_map("m", {"a": "3"})),
                 also=["data"])
    w.see_answer("strict", send(
        w, place, config_map("m", {"a": "3"}) | {"nonsense": 1},
        fieldValidation="Strict"))


@case
def apply_after_create_touches_only_what_is_new(w):
    ns = w.namespace()
    place = path("v1", "configmaps", ns, "m")
    w.cluster.request("POST", path("v1", "configmaps", ns,
                                   fieldManager="kubectl"),
                      config_map("m", {"a": "1"}))
    w.see_object("beside", send(w, place, config_map("m", {"b": "2"})),
                 also=["data"])


@case
def apply_meets_what_others_have(w):
    ns = w.namespace()
    place = path("v1", "configmaps", ns, "m")
    w.cluster.request("POST", path("v1", "configmaps", ns,
                                   fieldManager="kubectl"),
                      config_map("m", {"a": "1"}))
    w.see_refusal("another value", send(w, place, config_map("m", {"a": "2"})))
    w.see_object("the same value", send(w, place, config_map("m", {"a": "1"})),
                 also=["data"])


@case
def apply_needs_a_matching_and_a_whole_object(w):
    ns = w.namespace()
    place = path("v1", "configmaps", ns, "m")
    w.see_refusal("no kind", send(w, place, {"metadata": {"name": "m"}}))
    w.see_answer("another name", send(w, place, config_map("n")))
    w.see_refusal("broken", send(w, place, b"{ a: [",
                                 fieldValidation="Strict"))
    w.see_answer("missing namespace", send(
        w, path("v1", "configmaps", w.namespace_name(), "m"), config_map("m")))


@case
def apply_makes_namespaces_and_deployments(w):
    ns = w.namespace_name()
    body = {"apiVersion": "v1", "kind": "Namespace",
            "metadata": {"name": ns, "labels": {
                "bench-conformance": "true"}}}
    w.see_object("namespace", send(w, f"/api/v1/namespaces/{ns}", body), body,
                 also=["spec", "status"])
    place = path("apps/v1", "deployments", ns, "d")
    sent = deployment("d", replicas=0)
    w.see_object("deployment", send(w, place, sent), sent)
    sent["spec"]["template"]["spec"]["containers"].append(
        {"name": "s", "image": "side"})
    answer = send(w, place, sent)
    w.see("one more container", [one["name"] for one in answer.body[
        "spec"]["template"]["spec"]["containers"]])
    del sent["spec"]["template"]["spec"]["containers"][0]
    answer = send(w, place, sent)
    w.see("one less", [one["name"] for one in answer.body[
        "spec"]["template"]["spec"]["containers"]])
    w.see("generation", answer.body["metadata"]["generation"])
