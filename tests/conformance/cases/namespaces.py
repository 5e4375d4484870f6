"""The life of a namespace."""

from world import LABEL, case, config_map, path, until


def maps(ns, name=None):
    return path("v1", "configmaps", ns, name)


def place(ns):
    return f"/api/v1/namespaces/{ns}"


@case
def a_namespace_comes_with_an_account_and_a_certificate(w):
    ns = w.namespace_name()
    sent = {"apiVersion": "v1", "kind": "Namespace",
            "metadata": {"name": ns, "labels": {LABEL: "true"}}}
    w.see_object("create", w.post("/api/v1/namespaces", sent), sent,
                 also=["spec", "status"])
    account = path("v1", "serviceaccounts", ns, "default")
    certificate = maps(ns, "kube-root-ca.crt")
    for name, found in (("account", account), ("certificate", certificate)):
        until(lambda found=found: w.object(found), name)
        w.see_object(name, w.get(found))
    w.see("keys", sorted(w.object(certificate)["data"]))
    uid = w.object(account)["metadata"]["uid"]
    w.see("delete account", w.delete(account).status)
    until(lambda: (body := w.object(account))
          and body["metadata"]["uid"] != uid, "the account is back")
    w.see("delete certificate", w.delete(certificate).status)
    until(lambda: w.object(certificate), "the certificate is back")


@case
def a_namespace_goes_with_its_contents(w):
    ns = w.namespace(service_account=True)
    w.make(maps(ns), config_map("m"))
    w.make(path("v1", "services", ns), {
        "apiVersion": "v1", "kind": "Service", "metadata": {"name": "s"},
        "spec": {"ports": [{"port": 1}]}})
    w.make(path("networking.k8s.io/v1", "networkpolicies", ns), {
        "apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy",
        "metadata": {"name": "n"}, "spec": {"podSelector": {}}})
    w.see_object("delete", w.delete(place(ns)), also=["spec", "status"])
    w.gone(place(ns))
    w.see_answer("gone", w.get(place(ns)))
    for version, resource in (("v1", "configmaps"), ("v1", "services"),
                              ("v1", "serviceaccounts"),
                              ("networking.k8s.io/v1", "networkpolicies")):
        w.see(resource, w.items(path(version, resource, ns)))
    w.see_answer("create", w.post(maps(ns), config_map("m")))


@case
def a_namespace_waits_for_what_is_held(w):
    ns = w.namespace()
    w.make(maps(ns), config_map("m", finalizers=["example.com/hold"]))
    w.make(maps(ns), config_map("other"))
    w.see_object("delete", w.delete(place(ns)), also=["spec", "status"])

    def conditions():
        return w.object(place(ns))["status"].get("conditions")

    until(conditions, "the namespace says what it waits for")
    w.gone(maps(ns, "other"))
    w.see_object("held", w.get(maps(ns, "m")))
    held = until(lambda: [
        condition for condition in conditions()
        if condition["type"] in ("NamespaceContentRemaining",
                                 "NamespaceFinalizersRemaining")
        and condition["status"] == "True"] or None, "it is held")
    w.see("held by", sorted(condition["type"] for condition in held))
    w.see("conditions", sorted(
        [[condition[key] for key in ("type", "status", "reason", "message")]
         for condition in conditions()]))
    w.see_answer("create", w.post(maps(ns), config_map("new")))
    w.see_answer("create secret", w.post(path("v1", "secrets", ns), {
        "apiVersion": "v1", "kind": "Secret", "metadata": {"name": "x"}}))
    w.see_object("it may be patched", w.patch(
        maps(ns, "m"), {"data": {"a": "1"}}), also=["data"])
    w.see_object("delete again", w.delete(place(ns)))
    w.see("release", w.patch(maps(ns, "m"), {
        "metadata": {"finalizers": None}}).status)
    w.gone(place(ns))


@case
def a_namespace_can_be_finalized_by_hand(w):
    ns = w.namespace_name()
    w.make("/api/v1/namespaces", {
        "apiVersion": "v1", "kind": "Namespace",
        "metadata": {"name": ns, "labels": {LABEL: "true"}},
        "spec": {"finalizers": ["kubernetes", "example.com/mine"]}})
    w.see_object("own finalizer", w.get(place(ns)), also=["spec"])
    w.delete(place(ns))
    until(lambda: w.object(place(ns))["spec"].get("finalizers")
          == ["example.com/mine"], "only ours is left")
    w.see_object("waits", w.get(place(ns)), also=["spec", "status.phase"])
    body = w.object(place(ns))
    body["spec"]["finalizers"] = []
    w.see("finalize", w.put(place(ns) + "/finalize", body).status)
    w.gone(place(ns))


@case
def a_namespace_cannot_lose_its_finalizer_by_an_update(w):
    ns = w.namespace()
    body = w.object(place(ns))
    body["spec"] = {"finalizers": []}
    w.see_object("update", w.put(place(ns), body), also=["spec"])
    w.see_object("patch", w.patch(place(ns), {"spec": None,
                                              "metadata": {"labels": {
                                                  "l": "x"}}}), also=["spec"])


@case
def metadata_finalizers_hold_a_namespace_too(w):
    ns = w.namespace_name()
    w.make("/api/v1/namespaces", {
        "apiVersion": "v1", "kind": "Namespace",
        "metadata": {"name": ns, "labels": {LABEL: "true"},
                     "finalizers": ["example.com/hold"]}})
    w.delete(place(ns))
    until(lambda: not w.object(place(ns))["spec"].get("finalizers"),
          "its contents are gone")
    w.see_object("held", w.get(place(ns)), also=["spec", "status.phase"])
    w.patch(place(ns), {"metadata": {"finalizers": None}})
    w.gone(place(ns))


@case
def some_namespaces_cannot_be_deleted(w):
    for name in ("default", "kube-system"):
        w.see_answer(name, w.delete(place(name)))


@case
def the_usual_namespaces_are_there(w):
    for name in ("default", "kube-system", "kube-public", "kube-node-lease"):
        w.see(name, w.get(place(name)).status)
