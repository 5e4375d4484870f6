"""Lists: selectors, pages, and other shapes."""

from world import case, config_map, path, until


def maps(ns, **query):
    return path("v1", "configmaps", ns, **query)


def labelled(w):
    ns = w.namespace()
    for name, labels in {
            "a": {"tier": "front", "size": "1"}, "b": {"tier": "back"},
            "c": {"tier": "middle", "size": "2"}, "d": {}}.items():
        w.make(maps(ns), config_map(name, labels=labels))
    until(lambda: w.object(maps(ns) + "/kube-root-ca.crt"),
          "kube-root-ca.crt")
    return ns


@case
def labels_select(w):
    ns = labelled(w)
    for selector in ("tier=front", "tier==front", "tier!=front",
                     "tier in (front,back)", "tier notin (front, back)",
                     "size", "!size", "tier=front,size=1", "tier=front,size=2",
                     "tier,!size", "", "size>1", "size<2", "tier="):
        w.see_list(selector or "nothing",
                   w.get(maps(ns, labelSelector=selector)))


@case
def label_selectors_have_to_be_valid(w):
    ns = w.namespace()
    for selector in ("a b", "=x", "tier in front", "a=b=c", "a in (b", "!",
                     "a=-x", "/a=b", "size>x", ","):
        w.see_refusal(selector, w.get(maps(ns, labelSelector=selector)))
    w.see_refusal("delete", w.delete(maps(ns, labelSelector="a b")))


@case
def fields_select(w):
    ns = labelled(w)
    for selector in ("metadata.name=a", "metadata.name==a",
                     "metadata.name!=a", f"metadata.namespace={ns}",
                     "metadata.namespace=other", "metadata.name=nobody", "",
                     f"metadata.name=a,metadata.namespace={ns}"):
        w.see_list(selector.replace(ns, "NS") or "nothing",
                   w.get(maps(ns, fieldSelector=selector)))
    w.see_list("everywhere", w.get(path("v1", "configmaps", fieldSelector=(
        f"metadata.name=a,metadata.namespace={ns}"))))
    w.see_list("labels too", w.get(maps(
        ns, labelSelector="tier", fieldSelector="metadata.name!=a")))


@case
def secrets_are_selected_by_type(w):
    ns = w.namespace()
    for name, kind in {"a": "helm.sh/release.v1", "b": "Opaque"}.items():
        w.make(path("v1", "secrets", ns), {
            "apiVersion": "v1", "kind": "Secret", "type": kind,
            "metadata": {"name": name, "labels": {"owner": "helm"}}})
    for selector in ("type=helm.sh/release.v1", "type!=helm.sh/release.v1"):
        w.see_list(selector, w.get(path("v1", "secrets", ns,
                                        labelSelector="owner=helm",
                                        fieldSelector=selector)))


@case
def pods_are_selected_by_phase_and_node(w):
    ns = w.namespace(service_account=True)
    pods = path("v1", "pods", ns)
    w.make(pods, {"apiVersion": "v1", "kind": "Pod",
                  "metadata": {"name": "p"},
                  "spec": {"containers": [{"name": "c", "image": "i"}]}})
    until(lambda: w.object(pods + "/p")["status"]["phase"] == "Running",
          "the Pod runs")
    for selector in ("status.phase=Running", "status.phase!=Running",
                     "spec.nodeName=", "spec.nodeName!="):
        w.see_list(selector, w.get(path("v1", "pods", ns,
                                        fieldSelector=selector)))
    for selector in ("metadata.name=default", "status.phase=Active"):
        w.see_list(f"namespaces {selector}", w.get(path(
            "v1", "namespaces",
            fieldSelector=f"{selector},metadata.name=default")))


@case
def field_selectors_have_to_be_known(w):
    ns = w.namespace()
    for selector in ("spec.nothing=1", "data.a=1", "metadata.name", "=x",
                     "metadata.labels=x", "metadata.name>1"):
        w.see_refusal(selector, w.get(maps(ns, fieldSelector=selector)))
    w.see_refusal("deployments", w.get(path(
        "apps/v1", "deployments", ns, fieldSelector="status.replicas=1")))


@case
def lists_come_in_pages(w):
    ns = labelled(w)
    first = w.see_list("first", w.get(maps(ns, limit=2)))
    more = first["metadata"]["continue"]
    second = w.see_list("second", w.get(maps(
        ns, **{"limit": 2, "continue": more})))
    w.see("one point in time", first["metadata"]["resourceVersion"]
          == second["metadata"]["resourceVersion"])
    w.see_list("last", w.get(maps(ns, **{
        "limit": 2, "continue": second["metadata"]["continue"]})))
    w.see_list("without a limit", w.get(maps(ns, **{"continue": more})))
    w.see_list("all in one", w.get(maps(ns, limit=500)))
    w.see_list("exactly", w.get(maps(ns, limit=5)))
    w.see_list("no limit", w.get(maps(ns, limit=0)))
    w.see_list("selected", w.get(maps(ns, limit=1, labelSelector="tier")))
    w.see_list("selected, one page", w.get(maps(ns, limit=3,
                                                labelSelector="tier")))


@case
def a_list_goes_on_as_it_began(w):
    """What is made meanwhile is on no later page."""
    ns = labelled(w)
    first = w.get(maps(ns, limit=1)).body
    w.make(maps(ns), config_map("bb"))
    w.delete(maps(ns) + "/c")
    w.see_list("the rest", w.get(maps(ns, **{
        "continue": first["metadata"]["continue"]})))
    w.see_list("anew", w.get(maps(ns)))


@case
def a_list_cannot_go_on_from_nonsense(w):
    ns = labelled(w)
    token = w.get(maps(ns, limit=1)).body["metadata"]["continue"]
    w.see_refusal("no token", w.get(maps(ns, **{"continue": "nonsense!"})))
    w.see_refusal("with a version", w.get(maps(ns, **{
        "continue": token, "resourceVersion": "1"})))
    w.see("with version 0", w.get(maps(ns, **{
        "continue": token, "resourceVersion": "0"})).status)


@case
def lists_can_be_asked_for_a_version(w):
    ns = labelled(w)
    newest = w.get(maps(ns)).body["metadata"]["resourceVersion"]
    w.see_list("any", w.get(maps(ns, resourceVersion="0")))
    w.see_list("not older", w.get(maps(ns, resourceVersion=newest)))
    w.see_list("exactly", w.get(maps(ns, resourceVersion=newest,
                                     resourceVersionMatch="Exact")))
    w.see_refusal("match without version", w.get(maps(
        ns, resourceVersionMatch="Exact")))
    w.see_refusal("from the future", w.get(maps(
        ns, resourceVersion="999999999")))


METADATA_LIST = ("application/json;as=PartialObjectMetadataList;"
                 "g=meta.k8s.io;v=v1")
METADATA = "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1"


@case
def metadata_alone_can_be_asked_for(w):
    ns = w.namespace()
    w.make(path("v1", "secrets", ns), {
        "apiVersion": "v1", "kind": "Secret", "data": {"a": "AAA="},
        "metadata": {"name": "s", "labels": {"l": "x"}}})
    secrets = path("v1", "secrets", ns)
    answer = w.get(secrets, Accept=METADATA_LIST)
    w.see("list type", answer.headers["Content-Type"])
    w.see_list("list", answer)
    w.see("item", [sorted(answer.body["items"][0]),
                   answer.body["items"][0]["metadata"]])
    w.see_list("list, in pages", w.get(secrets + "?limit=1",
                                       Accept=METADATA_LIST))
    answer = w.get(secrets + "/s", Accept=METADATA)
    w.see("one", [answer.headers["Content-Type"], sorted(answer.body),
                  answer.body["kind"], answer.body["apiVersion"],
                  answer.body["metadata"]])
    w.see_answer("unknown", w.get(secrets + "/no", Accept=METADATA))
    answer = w.get(secrets, Accept=METADATA_LIST + ",application/json")
    w.see("with a second choice", answer.body["kind"])


TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io"


@case
def kubectl_gets_what_it_asks_for(w):
    """`kubectl get` asks for a table first and takes plain lists too."""
    ns = labelled(w)
    accept = f"{TABLE},{TABLE}beta1,application/json"
    answer = w.get(maps(ns, limit=500), Accept=accept)
    w.see("list", [answer.status, answer.headers["Content-Type"],
                   answer.body["kind"]])
    answer = w.get(maps(ns) + "/a", Accept=accept)
    w.see("one", [answer.status, answer.body["kind"]])
    w.see_answer("unknown", w.get(maps(ns) + "/no", Accept=accept))


@case
def all_namespaces_are_listed_at_once(w):
    one, two = w.namespace(), w.namespace()
    for ns in (two, one):
        for name in ("y", "x"):
            w.make(maps(ns), config_map(name, labels={"run": w.run}))
    answer = w.get(path("v1", "configmaps", labelSelector=f"run={w.run}"))
    w.see("order", [[item["metadata"]["namespace"], item["metadata"]["name"]]
                    for item in answer.body["items"]])
    w.see_list("list", answer)
    for place in ("apps/v1 deployments", "rbac.authorization.k8s.io/v1 roles",
                  "networking.k8s.io/v1 ingresses"):
        version, resource = place.split()
        w.see_list(resource, w.get(path(version, resource, one)))


@case
def a_whole_collection_can_be_deleted(w):
    ns = labelled(w)
    w.see_list("selected", w.delete(maps(ns, labelSelector="tier=front")))
    w.see_list("after", w.get(maps(ns)))
    w.see_list("by field", w.delete(maps(ns, fieldSelector="metadata.name=d")))
    w.see_list("nothing there", w.delete(maps(ns, labelSelector="no=such")))
    w.see_list("after all", w.get(maps(ns, labelSelector="tier")))
