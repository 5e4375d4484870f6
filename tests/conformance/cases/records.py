"""helm's records: Secrets whose requests have bodies in protobuf.

data/record-*.bin are the bodies that helm 3.22.0 sends for a release of one
ConfigMap: they name no namespace, so they fit any."""

import base64
import gzip
import json
import pathlib

from world import case, path

DATA = pathlib.Path(__file__).resolve().parents[1] / "data"
PROTOBUF = "application/vnd.kubernetes.protobuf"
NAME = "sh.helm.release.v1.small.v1"
# As helm asks; the answer may be JSON. Without the first choice, so that it is.
HEADERS = {"Content_Type": PROTOBUF, "Accept": "application/json"}


def body(what):
    return (DATA / f"record-{what}.bin").read_bytes()


def secrets(ns, name=None, **query):
    return path("v1", "secrets", ns, name, **query)


def payload(record):
    """The release in it, without its times."""
    text = base64.b64decode(base64.b64decode(record["data"]["release"]))
    release = json.loads(gzip.decompress(text))
    return {"name": release["name"], "version": release["version"],
            "status": release["info"]["status"],
            "manifest": release["manifest"]}


def steady(made):
    """Without the times that the bodies have in their labels."""
    for label in ("createdAt", "modifiedAt"):
        if label in made["metadata"].get("labels", {}):
            made["metadata"]["labels"][label] = "<time>"
    return made


@case
def a_record_comes_changes_and_goes(w):
    ns = w.namespace()
    answer = w.post(secrets(ns), body("post"), **HEADERS)
    made = answer.body
    w.see("create", [answer.status, made["kind"], made["type"],
                     steady(made)["metadata"], payload(made)])
    w.see_list("found", w.get(secrets(ns, labelSelector=(
        "name=small,owner=helm"))))
    answer = w.put(secrets(ns, NAME), body("put"), **HEADERS)
    made = answer.body
    w.see("update", [answer.status, made["type"], steady(made)["metadata"],
                     payload(made)])
    w.see_answer("again", w.post(secrets(ns), body("post"), **HEADERS))
    w.see_answer("delete", w.delete(secrets(ns, NAME), body("delete"),
                                    **HEADERS))
    w.see_answer("delete again", w.delete(secrets(ns, NAME), body("delete"),
                                          **HEADERS))
    w.see_answer("update what is gone", w.put(
        secrets(ns, NAME), body("put"), **HEADERS))


@case
def broken_protobuf_is_refused(w):
    ns = w.namespace()
    whole = body("post")
    for what, data in {
            "no magic": whole[4:], "only magic": whole[:4], "empty": b"",
            "cut": whole[:len(whole) // 2], "noise": whole[:4] + b"\xff" * 64,
            "JSON": b'{"apiVersion":"v1","kind":"Secret"}'}.items():
        answer = w.post(secrets(ns), data, **HEADERS)
        w.see(what, {"code": answer.status,
                     "reason": answer.body.get("reason"),
                     "kind": answer.body["kind"]})
    w.see("another kind", w.post(path("v1", "configmaps", ns), whole,
                                 **HEADERS).status)
    w.see("name in the path", w.put(secrets(ns, "other"), whole,
                                    **HEADERS).status)
    w.see("options", w.delete(secrets(ns, "other"), whole, **HEADERS).status)
    w.see_list("nothing was made", w.get(secrets(ns)))


@case
def an_answer_may_be_json_when_protobuf_is_preferred(w):
    ns = w.namespace()
    answer = w.get(secrets(ns), Accept=f"{PROTOBUF},application/json")
    w.see("content type", answer.headers["Content-Type"])
