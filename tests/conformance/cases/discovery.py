"""What a client learns about the server: /version and discovery."""

import kinds
from world import ask, case, path, until

AGGREGATED = ("application/json;g=apidiscovery.k8s.io;v=v2;"
              "as=APIGroupDiscoveryList,application/json")
# The one of newer clients.
NO_PEER = ("application/json;g=apidiscovery.k8s.io;v=v2;"
           "as=APIGroupDiscoveryList;profile=nopeer," + AGGREGATED)
DEFAULT_VERSIONS = sorted({kind.version for kind in kinds.defaults()})


def resources(listing):
    """The entries that stand for whole kinds, by name, without the hash of
    where they are stored."""
    return {entry["name"]: {key: value for key, value in entry.items()
                            if key != "storageVersionHash"}
            for entry in listing["resources"] if "/" not in entry["name"]}


def of_default(version, found):
    """Those of the table's rows that are served everywhere."""
    return {kind.resource: found.get(kind.resource)
            for kind in kinds.defaults() if kind.version == version}


@case
def version_says_which_kubernetes(w):
    answer = w.get("/version")
    w.see("code", answer.status)
    w.see("content type", answer.headers["Content-Type"])
    w.see("keys", sorted(answer.body))
    w.see("major", answer.body["major"])
    w.see("minor", answer.body["minor"])


@case
def plain_discovery_lists_groups(w):
    answer = w.get("/api")
    w.see("core", {"code": answer.status, "kind": answer.body["kind"],
                   "versions": answer.body["versions"]})
    answer = w.get("/apis")
    w.see("code", answer.status)
    w.see("content type", answer.headers["Content-Type"])
    w.see("kind", [answer.body["kind"], answer.body["apiVersion"]])
    groups = {group["name"]: group for group in answer.body["groups"]}
    wanted = {version.split("/")[0] for version in DEFAULT_VERSIONS} - {"v1"}
    w.see("groups", {
        name: {"preferred": groups[name]["preferredVersion"],
               "first": groups[name]["versions"][0]}
        for name in sorted(wanted) if name in groups})
    w.see_answer("one group", w.get("/apis/apps"))
    w.see_answer("no such group", w.get("/apis/nowhere.example.com"))


@case
def plain_discovery_lists_every_kind(w):
    for version in DEFAULT_VERSIONS:
        answer = w.get("/api/v1" if version == "v1" else f"/apis/{version}")
        body = answer.body
        w.see(version, {
            "code": answer.status, "kind": body["kind"],
            "apiVersion": body.get("apiVersion"),
            "groupVersion": body["groupVersion"],
            "resources": of_default(version, resources(body))})
    w.see_answer("no such version", w.get("/apis/apps/v9"))


@case
def aggregated_discovery_lists_every_kind(w):
    for root in ("/api", "/apis"):
        answer = w.get(root, Accept=AGGREGATED)
        w.see(f"{root} content type", answer.headers["Content-Type"])
        w.see(root, {key: value for key, value in answer.body.items()
                     if key != "items"})
        for group in answer.body["items"]:
            name = group["metadata"].get("name", "")
            for version in group["versions"]:
                full = f"{name}/{version['version']}".lstrip("/")
                if full not in DEFAULT_VERSIONS:
                    continue
                found = {entry["resource"]:
                         {key: value for key, value in entry.items()
                          if key != "subresources"}
                         for entry in version["resources"]}
                w.see(full, {"freshness": version.get("freshness"),
                             "resources": of_default(full, found)})


@case
def aggregated_discovery_is_the_same_for_newer_clients(w):
    for root in ("/api", "/apis"):
        answer = w.get(root, Accept=NO_PEER)
        w.see(root, [answer.status, answer.headers["Content-Type"],
                     answer.body["kind"]])


@case
def the_kinds_that_are_off_by_default(w):
    """The one place that says whether they are served all the same."""
    served = []
    for kind in kinds.every():
        if kind.default:
            continue
        answer = w.get(f"/apis/{kind.version}")
        if answer.status == 200 and kind.resource in resources(answer.body):
            served.append(f"{kind.version} {kind.kind}")
    w.see("served", served)


@case
def every_kind_can_be_listed_and_deleted(w):
    """404 says that the kind is served and that this object is not there."""
    ns = w.namespace()
    for kind in kinds.defaults():
        where = ns if kind.namespaced else None
        selector = {"labelSelector": "no-such=label"}
        listed = w.get(path(kind.version, kind.resource, where, **selector))
        w.see(f"{kind.version} {kind.kind}", {
            "list": [listed.status, listed.body.get("kind"),
                     listed.body.get("apiVersion"), listed.body.get("items")],
            "delete": w.delete(path(kind.version, kind.resource, where,
                                    "nobody")).body,
            "delete all": w.delete(path(kind.version, kind.resource, where,
                                        **selector)).status})


def definition(group):
    return {
        "apiVersion": "apiextensions.k8s.io/v1",
        "kind": "CustomResourceDefinition",
        "metadata": {"name": f"widgets.{group}"},
        "spec": {
            "group": group, "scope": "Namespaced",
            "names": {"plural": "widgets", "singular": "widget",
                      "kind": "Widget", "listKind": "WidgetList",
                      "shortNames": ["wd"], "categories": ["all"]},
            "versions": [{
                "name": "v1", "served": True, "storage": True,
                "schema": {"openAPIV3Schema": {
                    "type": "object",
                    "x-kubernetes-preserve-unknown-fields": True}}}]}}


@case
def a_custom_kind_comes_and_goes(w):
    group = f"{w.run}.example.com"
    version = f"{group}/v1"
    ns = w.namespace()
    crds = "apiextensions.k8s.io/v1", "customresourcedefinitions", None
    crd = path(*crds, f"widgets.{group}")
    w.see_answer("before", w.get(path(version, "widgets", ns)))
    w.see_object("definition", w.post(path(*crds), definition(group)),
                 definition(group))
    try:
        made = until(lambda: (found := w.object(crd)) and established(found)
                     and found, "the definition is established")
        w.see("conditions", sorted(
            f"{condition['type']} {condition['status']} {condition['reason']}"
            for condition in made["status"]["conditions"]))
        w.see("accepted", made["status"]["acceptedNames"])
        until(lambda: w.get(f"/apis/{version}").status == 200,
              "the kind is discovered")
        w.see("plain", resources(w.get(f"/apis/{version}").body))
        until(lambda: aggregated_group(w, group),
              "the kind is in aggregated discovery")
        w.see("aggregated", aggregated_group(w, group))

        widget = {"apiVersion": version, "kind": "Widget",
                  "metadata": {"name": "one"}, "spec": {"size": 3}}
        until(lambda: w.get(path(version, "widgets", ns)).status == 200,
              "the kind is served")
        w.see_object("create", w.post(path(version, "widgets", ns), widget),
                     widget)
        w.see_answer("again", w.post(path(version, "widgets", ns), widget))
        w.see_answer("unknown", w.get(path(version, "widgets", ns, "no")))
        w.see_list("list", w.get(path(version, "widgets", ns)))
        w.see_object("merge patch", w.patch(
            path(version, "widgets", ns, "one"), {"spec": {"size": 4}}),
            also=["spec"])
        w.see_refusal("strategic patch", w.patch(
            path(version, "widgets", ns, "one"), {"spec": {"size": 5}},
            "strategic-merge-patch+json"))
        w.see_answer("delete", w.delete(path(version, "widgets", ns, "one")))
        w.make(path(version, "widgets", ns), widget)
    finally:
        removed = w.delete(crd)
    w.see("delete definition", removed.status)
    w.gone(crd)
    until(lambda: w.get(path(version, "widgets", ns, "one")).status == 404,
          "its objects are gone")
    w.see_answer("after", w.get(path(version, "widgets", ns)))
    until(lambda: not aggregated_group(w, group), "it is discovered no more")


def established(found):
    return any(condition["type"] == "Established"
               and condition["status"] == "True"
               for condition in found["status"].get("conditions") or [])


def aggregated_group(w, group):
    items = w.get("/apis", Accept=AGGREGATED).body["items"]
    return next((item["versions"] for item in items
                 if item["metadata"].get("name") == group), None)


@case
def what_is_not_served_is_not_found(w):
    for place in ("/nowhere", "/api/v2", "/api/v1/nowhere",
                  "/apis/apps/v1/nowhere", "/apis/apps/v9/deployments",
                  "/api/v1/namespaces/default/nowhere/name", "/apis//v1"):
        answer = w.get(place)
        w.see(place, [answer.status, answer.headers["Content-Type"],
                      answer.body])
    w.see_answer("POST", w.post("/apis/apps/v1/nowhere", {}))


@case
def health_is_told(w):
    for place in ("/healthz", "/readyz", "/livez"):
        answer = w.get(place)
        w.see(place, [answer.status, answer.body])
    w.see("query", w.get("/version" + ask(timeout="32s")).status)
