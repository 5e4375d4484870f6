"""What is refused, and in which words."""

import json

from world import case, config_map, path


def maps(ns, name=None, **query):
    return path("v1", "configmaps", ns, name, **query)


@case
def unknown_objects_are_not_found(w):
    ns = w.namespace()
    for method in ("GET", "DELETE"):
        w.see_answer(f"{method} map", w.cluster.request(
            method, maps(ns, "nobody")))
        w.see_answer(f"{method} deployment", w.cluster.request(
            method, path("apps/v1", "deployments", ns, "nobody")))
        w.see_answer(f"{method} role", w.cluster.request(
            method, path("rbac.authorization.k8s.io/v1", "clusterroles", None,
                         "nobody-" + w.run)))
    w.see_answer("PUT", w.put(maps(ns, "nobody"), config_map("nobody")))
    w.see_answer("PATCH", w.patch(maps(ns, "nobody"), {"data": {}}))
    w.see_answer("namespace", w.get(f"/api/v1/namespaces/{ns}-not"))


@case
def an_unknown_namespace_is_empty_and_takes_nothing(w):
    ns = w.namespace_name()
    w.see_list("list", w.get(maps(ns)))
    w.see_answer("get", w.get(maps(ns, "one")))
    w.see_answer("create", w.post(maps(ns), config_map("one")))
    w.see_answer("create deployment", w.post(
        path("apps/v1", "deployments", ns),
        {"apiVersion": "apps/v1", "kind": "Deployment",
         "metadata": {"name": "one"},
         "spec": {"selector": {"matchLabels": {"a": "b"}},
                  "template": {"metadata": {"labels": {"a": "b"}},
                               "spec": {"containers": [
                                   {"name": "c", "image": "i"}]}}}}))
    w.see_answer("delete all", w.delete(maps(ns)))


@case
def what_is_there_is_not_created_again(w):
    ns = w.namespace()
    w.make(maps(ns), config_map("one"))
    w.see_answer("map", w.post(maps(ns), config_map("one")))
    w.see_answer("namespace", w.post("/api/v1/namespaces", {
        "apiVersion": "v1", "kind": "Namespace", "metadata": {"name": ns}}))
    role = {"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "Role",
            "metadata": {"name": "one"}, "rules": []}
    roles = path("rbac.authorization.k8s.io/v1", "roles", ns)
    w.make(roles, role)
    w.see_answer("role", w.post(roles, role))


@case
def names_have_to_be_valid(w):
    ns = w.namespace()
    for name in ("Upper", "under_score", "-dash", "a" * 254, "dot."):
        w.see_answer(name, w.post(maps(ns), config_map(name)))
    w.see_answer("none", w.post(maps(ns), {
        "apiVersion": "v1", "kind": "ConfigMap", "metadata": {}}))
    w.see_answer("no metadata", w.post(maps(ns), {
        "apiVersion": "v1", "kind": "ConfigMap"}))
    w.see_answer("namespace", w.post("/api/v1/namespaces", {
        "apiVersion": "v1", "kind": "Namespace",
        "metadata": {"name": "With.Dots"}}))
    w.see_answer("service", w.post(path("v1", "services", ns), {
        "apiVersion": "v1", "kind": "Service", "metadata": {"name": "1.x"},
        "spec": {"ports": [{"port": 80}]}}))


@case
def the_body_has_to_fit_the_path(w):
    ns = w.namespace()
    w.make(maps(ns), config_map("one"))
    w.see_refusal("kind", w.post(maps(ns), {
        "apiVersion": "v1", "kind": "Secret", "metadata": {"name": "two"}}))
    w.see_refusal("version", w.post(maps(ns), {
        "apiVersion": "apps/v1", "kind": "ConfigMap",
        "metadata": {"name": "two"}}))
    w.see_answer("no kind", w.post(maps(ns), {"metadata": {"name": "two"}}))
    w.see_answer("name", w.put(maps(ns, "one"), config_map("two")))
    w.see_answer("namespace", w.post(maps(ns), config_map(
        "two", namespace="default")))
    w.see_answer("namespace of PUT", w.put(maps(ns, "one"), config_map(
        "one", namespace="default")))
    w.see_answer("name of patch", w.patch(
        maps(ns, "one"), {"metadata": {"name": "two"}}))


@case
def broken_bodies_are_refused(w):
    ns = w.namespace()
    w.make(maps(ns), config_map("one"))
    json_type = {"Content_Type": "application/json"}
    for what, body in {
            "open": b'{"apiVersion":"v1","kind":"ConfigMap"',
            "words": b"no JSON at all", "empty": b"", "list": b"[]",
            "number": b"1", "null": b"null",
            "type": b'{"apiVersion":"v1","kind":"ConfigMap",'
                    b'"metadata":{"name":3}}'}.items():
        answer = w.post(maps(ns), body, **json_type)
        w.see_refusal(f"POST {what}", answer)
    w.see_refusal("DELETE", w.delete(maps(ns, "one"), b"{", **json_type))
    w.see_refusal("PUT", w.put(maps(ns, "one"), b"{", **json_type))
    w.see_refusal("merge patch", w.patch(maps(ns, "one"), b"{"))
    w.see_refusal("JSON patch", w.patch(maps(ns, "one"), b"{}",
                                       "json-patch+json"))
    w.see_object("unharmed", w.get(maps(ns, "one")))


@case
def media_types_have_to_be_known(w):
    ns = w.namespace()
    w.make(maps(ns), config_map("one"))
    w.see_refusal("POST", w.post(maps(ns), b"<x/>", Content_Type="text/xml"))
    w.see_refusal("PATCH", w.patch(maps(ns, "one"), {}, "json"))
    w.see_refusal("Accept", w.get(maps(ns, "one"), Accept="text/html"))
    w.see_object("Accept anything", w.get(maps(ns, "one"), Accept="*/*"))
    w.see_object("Accept list", w.get(
        maps(ns, "one"), Accept="application/json, */*"))


@case
def methods_have_to_be_allowed(w):
    ns = w.namespace()
    w.make(maps(ns), config_map("one"))
    w.see_answer("POST to an object", w.post(maps(ns, "one"), {}))
    w.see_answer("PUT to a list", w.put(maps(ns), {}))
    w.see_answer("PATCH to a list", w.patch(maps(ns), {}))
    w.see_answer("DELETE of all namespaces", w.delete("/api/v1/namespaces"))
    w.see_answer("POST to all namespaces", w.post(
        path("v1", "configmaps"), config_map("one")))
    w.see_answer("unknown method", w.cluster.request(
        "BREW", maps(ns, "one")))


@case
def bodies_may_be_only_so_large(w):
    """It is refused before it has been sent whole."""
    ns = w.namespace()
    size, sent = 10 * 1024 * 1024, 3 * 1024 * 1024 + 64 * 1024
    connection = w.cluster.connect()
    try:
        connection.putrequest("POST", maps(ns))
        for name, value in {**w.cluster.headers(),
                            "Content-Type": "application/json",
                            "Content-Length": str(size)}.items():
            connection.putheader(name, value)
        connection.endheaders()
        try:
            connection.send(b'{"a":"' + b"a" * sent)
        except OSError:
            pass  # it may hang up at the limit; the answer has been sent
        response = connection.getresponse()
        w.see("answer", {"code": response.status,
                         "body": json.loads(response.read())})
    finally:
        connection.close()
    w.see_list("nothing was made", w.get(maps(ns, fieldSelector=(
        "metadata.name!=kube-root-ca.crt"))))


@case
def objects_may_be_only_so_large(w):
    """A body that is taken, of an object that is too large for its kind."""
    ns = w.namespace()
    w.see_answer("secret", w.post(path("v1", "secrets", ns), {
        "apiVersion": "v1", "kind": "Secret", "metadata": {"name": "large"},
        "stringData": {"x": "x" * (1024 * 1024 + 1)}}))
    w.see_answer("map", w.post(maps(ns), config_map(
        "large", {"x": "x" * (1024 * 1024 + 1)})))


@case
def what_is_not_http_is_refused(w):
    head = w.cluster.raw(b"NOT HTTP\r\n\r\n").split(b"\r\n")[0]
    w.see("garbage", head.decode())


@case
def numbers_in_the_query_have_to_be_numbers(w):
    ns = w.namespace()
    w.see_refusal("limit", w.get(maps(ns, limit="many")))
    w.see_refusal("resourceVersion", w.get(maps(ns, resourceVersion="new")))
    w.see_refusal("resourceVersion of watch", w.get(
        maps(ns, watch="true", resourceVersion="new")))
    w.see_refusal("timeoutSeconds", w.get(
        maps(ns, watch="true", timeoutSeconds="soon")))
