"""Watches."""

import json

from cases.lists import METADATA
from world import case, config_map, path, until

BOOKMARK = "k8s.io/initial-events-end"


def maps(ns, name=None, **query):
    return path("v1", "configmaps", ns, name, **query)


def quiet(w):
    """A namespace in which nothing happens by itself any more."""
    ns = w.namespace()
    until(lambda: w.object(maps(ns, "kube-root-ca.crt")), "kube-root-ca.crt")
    return ns


def now(w, ns):
    return w.get(maps(ns)).body["metadata"]["resourceVersion"]


def watching(w, ns, **query):
    return w.watch(maps(ns, watch="true", **{"timeoutSeconds": 20, **query}))


@case
def a_watch_tells_what_happens(w):
    ns = quiet(w)
    with watching(w, ns, resourceVersion=now(w, ns)) as watch:
        w.see("head", [watch.status, watch.content_type])
        w.make(maps(ns), config_map("m", {"a": "1"}))
        w.patch(maps(ns, "m"), {"data": {"a": "2"}})
        last = w.object(maps(ns, "m"))["metadata"]["resourceVersion"]
        w.delete(maps(ns, "m"))
        events = w.see_events("events", watch.take(3), also=["data"])
    versions = [int(event["object"]["metadata"]["resourceVersion"])
                for event in events]
    w.see("versions grow", versions == sorted(set(versions)))
    w.see("a deletion has a version of its own", versions[2] > int(last))


@case
def a_watch_from_a_version_catches_up(w):
    ns = quiet(w)
    begin = now(w, ns)
    w.make(maps(ns), config_map("m"))
    middle = w.object(maps(ns, "m"))["metadata"]["resourceVersion"]
    w.patch(maps(ns, "m"), {"data": {"a": "1"}})
    w.delete(maps(ns, "m"))
    with watching(w, ns, resourceVersion=begin) as watch:
        w.see_events("from the beginning", watch.take(3))
    with watching(w, ns, resourceVersion=middle) as watch:
        w.see_events("from the middle", watch.take(2))


@case
def a_watch_without_a_version_begins_with_what_is_there(w):
    ns = quiet(w)
    w.make(maps(ns), config_map("a"))
    w.make(maps(ns), config_map("b"))
    for name, query in {"none": {}, "zero": {"resourceVersion": "0"}}.items():
        with watching(w, ns, **query) as watch:
            events = watch.take(3)
            w.make(maps(ns), config_map(f"later-{name}"))
            events += watch.take(1)
        w.see(name, sorted(f"{event['type']} "
                           f"{event['object']['metadata']['name']}"
                           for event in events))
        w.delete(maps(ns, f"later-{name}"))


@case
def initial_events_end_with_a_bookmark(w):
    ns = quiet(w)
    w.make(maps(ns), config_map("a"))
    with watching(w, ns, sendInitialEvents="true", allowWatchBookmarks="true",
                  resourceVersionMatch="NotOlderThan") as watch:
        events = watch.until(lambda event: event["type"] == "BOOKMARK")
        w.see_events("events", events, also=["apiVersion"])
        bookmark = events[-1]["object"]
        w.see("bookmark", [sorted(bookmark), sorted(bookmark["metadata"]),
                           bookmark["metadata"]["annotations"]])
        w.see("is as new as what came", all(
            int(bookmark["metadata"]["resourceVersion"])
            >= int(event["object"]["metadata"]["resourceVersion"])
            for event in events))
        w.make(maps(ns), config_map("b"))
        w.see_events("then", watch.take(1))
    with watching(w, ns, sendInitialEvents="true", allowWatchBookmarks="true",
                  resourceVersionMatch="NotOlderThan", resourceVersion="",
                  labelSelector="no=such") as watch:
        w.see_events("nothing there", watch.take(1))


@case
def initial_events_have_to_be_asked_for_properly(w):
    ns = quiet(w)
    w.see_refusal("no match", w.get(maps(
        ns, watch="true", sendInitialEvents="true",
        allowWatchBookmarks="true")))
    w.see_refusal("no watch", w.get(maps(
        ns, sendInitialEvents="true", resourceVersionMatch="NotOlderThan")))


@case
def selectors_make_a_change_look_like_coming_and_going(w):
    ns = quiet(w)
    with watching(w, ns, resourceVersion=now(w, ns),
                  labelSelector="on=yes") as watch:
        w.make(maps(ns), config_map("m", labels={"on": "no"}))
        w.make(maps(ns), config_map("other", labels={"on": "yes"}))
        w.patch(maps(ns, "m"), {"metadata": {"labels": {"on": "yes"}}})
        w.patch(maps(ns, "m"), {"data": {"a": "1"}})
        w.patch(maps(ns, "m"), {"metadata": {"labels": {"on": "no"}}})
        w.patch(maps(ns, "m"), {"data": {"a": "2"}})
        w.delete(maps(ns, "m"))
        w.delete(maps(ns, "other"))
        w.see_events("events", watch.take(5), also=["metadata.labels"])


@case
def a_watch_of_one_name_hears_only_of_it(w):
    ns = quiet(w)
    with watching(w, ns, resourceVersion=now(w, ns),
                  fieldSelector="metadata.name=m") as watch:
        w.make(maps(ns), config_map("other"))
        w.make(maps(ns), config_map("m"))
        w.delete(maps(ns, "other"))
        w.delete(maps(ns, "m"))
        w.see_events("events", watch.take(2))


@case
def pods_leave_a_watch_of_their_phase(w):
    ns = w.namespace(service_account=True)
    pods = path("v1", "pods", ns)
    version = w.get(pods).body["metadata"]["resourceVersion"]
    with w.watch(path("v1", "pods", ns, watch="true", timeoutSeconds=20,
                      resourceVersion=version,
                      fieldSelector="status.phase=Pending")) as watch:
        w.make(pods, {"apiVersion": "v1", "kind": "Pod",
                      "metadata": {"name": "p"},
                      "spec": {"containers": [{"name": "c", "image": "i"}]}})
        events = watch.until(lambda event: event["type"] == "DELETED")
        w.see("first and last", [events[0]["type"], events[-1]["type"]])


@case
def a_watch_ends_when_it_is_told(w):
    ns = quiet(w)
    with watching(w, ns, resourceVersion=now(w, ns),
                  timeoutSeconds=1) as watch:
        w.see("rest", watch.rest())


@case
def bookmarks_are_sent_before_the_end(w):
    """Within the last seconds of a watch, or every minute: asked for with a
    time that is short enough."""
    ns = quiet(w)
    version = now(w, ns)
    with watching(w, ns, resourceVersion=version, timeoutSeconds=4,
                  allowWatchBookmarks="true") as watch:
        events = watch.rest()
    w.see("kinds", sorted({event["type"] for event in events}))
    w.see("not older", all(int(event["object"]["metadata"][
        "resourceVersion"]) >= int(version) for event in events))


@case
def a_watch_can_be_of_metadata(w):
    ns = quiet(w)
    answer = w.get(maps(ns, watch="true", timeoutSeconds=1),
                   Accept=METADATA)
    events = [json.loads(line) for line in answer.data.splitlines()]
    w.see("type", answer.headers["Content-Type"])
    w.see("events", [[event["type"], event["object"]["kind"],
                      event["object"]["apiVersion"],
                      "data" in event["object"]] for event in events])


@case
def several_may_watch(w):
    ns = quiet(w)
    version = now(w, ns)
    with watching(w, ns, resourceVersion=version) as one, \
            watching(w, ns, resourceVersion=version) as two, \
            w.watch(path("v1", "configmaps", watch="true", timeoutSeconds=20,
                         resourceVersion=version,
                         labelSelector=f"run={w.run}")) as everywhere:
        w.make(maps(ns), config_map("m", labels={"run": w.run}))
        w.see_events("one", one.take(1))
        w.see_events("two", two.take(1))
        w.see_events("everywhere", everywhere.take(1))


@case
def bad_watches_are_refused(w):
    ns = quiet(w)
    for name, query in {
            "label": {"labelSelector": "a b"},
            "field": {"fieldSelector": "spec.x=1"}}.items():
        w.see_refusal(name, w.get(maps(ns, watch="true", **query)))
    with watching(w, w.namespace_name(), timeoutSeconds=1) as watch:
        w.see("unknown namespace", [watch.status, watch.rest()])
