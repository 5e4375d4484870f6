"""helm's texts, exit codes, and what is there after each step."""

import json
import tempfile

from helm_world import (CHARTS, change_record, chart, helms, must,
                        record_name, releases, said, settled)
from recorder import steps
from world import case, config_map, path


def install_list_uninstall(w, name):
    ns = w.namespace(service_account=True)
    with helms(w) as helm:
        w.see("install", said(helm.install(ns, name, CHARTS / name)))
        w.see("there", settled(w, ns))
        w.see("list", releases(helm.list(ns)))
        w.see("install again", said(helm.install(ns, name, CHARTS / name)))
        w.see("uninstall", said(helm.uninstall(ns, name)))
        w.see("left", settled(w, ns))
        w.see("list after", releases(helm.list(ns)))
        w.see("uninstall again", said(helm.uninstall(ns, name)))


@case
def nginx_comes_and_goes(w):
    install_list_uninstall(w, "nginx")


@case
def redis_comes_and_goes(w):
    install_list_uninstall(w, "redis")


@case
def mysql_comes_and_goes(w):
    install_list_uninstall(w, "mysql")


def small(folder, *more, name="small"):
    """A chart of one ConfigMap and what else is wished."""
    return chart(folder, name, config_map("m", {"a": "1"}), *more)


@case
def a_namespace_is_made_on_the_way(w):
    ns = w.namespace_name()
    with helms(w) as helm, tempfile.TemporaryDirectory() as folder:
        w.see("install", said(helm.install(ns, "small", small(folder),
                                           "--create-namespace")))
        w.see("namespace", w.object(f"/api/v1/namespaces/{ns}")["metadata"][
            "labels"])
        w.see("uninstall", said(helm.uninstall(ns, "small")))
        w.see("it stays", w.get(f"/api/v1/namespaces/{ns}").status)
        w.delete(f"/api/v1/namespaces/{ns}")


@case
def a_namespace_is_missing(w):
    ns = w.namespace_name()
    with helms(w) as helm, tempfile.TemporaryDirectory() as folder:
        w.see("install", said(helm.install(ns, "small", small(folder))))
        w.see("list", releases(helm.list(ns)))
        w.see("uninstall", said(helm.uninstall(ns, "small")))


@case
def objects_bear_the_mark_of_their_release(w):
    ns = w.namespace()
    with helms(w) as helm, tempfile.TemporaryDirectory() as folder:
        must(helm.install(ns, "small", small(folder)))
        w.see_object("object", w.get(path("v1", "configmaps", ns, "m")),
                     also=["data"])
        body = w.object(path("v1", "configmaps", ns, "m"))
        w.see("manager", sorted({entry["manager"] for entry in
                                 body["metadata"]["managedFields"]}))
        secret = w.object(path("v1", "secrets", ns, record_name("small")))
        labels = secret["metadata"]["labels"]
        w.see("record", [secret["type"], secret["metadata"]["name"],
                         sorted(labels), labels["name"], labels["owner"],
                         labels["status"], labels["version"],
                         sorted(secret["data"])])
        w.see("uninstall", said(helm.uninstall(ns, "small")))


@case
def uninstalling_what_is_missing(w):
    ns = w.namespace()
    with helms(w) as helm:
        w.see("plain", said(helm.uninstall(ns, "nobody")))
        w.see("ignored", said(helm.uninstall(ns, "nobody",
                                             "--ignore-not-found")))
        w.see("bad name", said(helm.uninstall(ns, "Bad_Name")))


@case
def several_names_end_with_the_first_that_is_missing(w):
    ns = w.namespace()
    with helms(w) as helm, tempfile.TemporaryDirectory() as folder:
        for name in ("a", "b"):
            must(helm.install(ns, name, chart(folder, name,
                                              config_map(f"m-{name}"))))
        w.see("uninstall", said(helm.uninstall(ns, "a", "nobody", "b")))
        w.see("left", settled(w, ns))


@case
def history_can_be_kept(w):
    ns = w.namespace()
    with helms(w) as helm, tempfile.TemporaryDirectory() as folder:
        must(helm.install(ns, "small", small(folder)))
        w.see("keep", said(helm.uninstall(ns, "small", "--keep-history")))
        w.see("left", settled(w, ns))
        w.see("list", releases(helm.list(ns)))
        w.see("keep again", said(helm.uninstall(ns, "small",
                                                "--keep-history")))
        w.see("install", said(helm.install(ns, "small", folder + "/small")))
        w.see("purge", said(helm.uninstall(ns, "small")))
        w.see("purged", settled(w, ns))


@case
def objects_may_be_kept(w):
    ns = w.namespace()
    keep = config_map("kept", annotations={"helm.sh/resource-policy": "keep"})
    odd = config_map("odd", annotations={"helm.sh/resource-policy": "other"})
    with helms(w) as helm, tempfile.TemporaryDirectory() as folder:
        must(helm.install(ns, "small", small(folder, keep, odd)))
        w.see("uninstall", said(helm.uninstall(ns, "small")))
        w.see("left", settled(w, ns))
        w.see("install over what was kept", said(
            helm.install(ns, "small", folder + "/small")))
        w.see("by another name", said(
            helm.install(ns, "other", folder + "/small")))


@case
def an_object_is_gone_already(w):
    ns = w.namespace()
    with helms(w) as helm, tempfile.TemporaryDirectory() as folder:
        must(helm.install(ns, "small", small(folder)))
        w.delete(path("v1", "configmaps", ns, "m"))
        w.see("uninstall", said(helm.uninstall(ns, "small")))
        w.see("left", settled(w, ns))


@case
def an_object_is_held_by_a_finalizer(w):
    ns = w.namespace()
    held = config_map("held", finalizers=["example.com/hold"])
    with helms(w) as helm, tempfile.TemporaryDirectory() as folder:
        must(helm.install(ns, "small", small(folder, held)))
        w.see("uninstall", said(helm.uninstall(ns, "small")))
        w.see("left", settled(w, ns))
        w.patch(path("v1", "configmaps", ns, "held"),
                {"metadata": {"finalizers": None}})
        w.see("released", settled(w, ns))


@case
def uninstall_may_wait(w):
    ns = w.namespace()
    held = config_map("held", finalizers=["example.com/hold"])
    with helms(w) as helm, tempfile.TemporaryDirectory() as folder:
        must(helm.install(ns, "small", small(folder)))
        w.see("nothing to wait for", said(
            helm.run("uninstall", "small", "-n", ns, "--wait")))
        must(helm.install(ns, "other", small(folder, held, name="other")))
        w.see("in vain", said(helm.run(
            "uninstall", "other", "-n", ns, "--wait", "--timeout", "1s")))
        w.see("left", settled(w, ns))
        w.see("list", releases(helm.list(ns)))


@case
def an_object_of_somebody_else_is_in_the_way(w):
    ns = w.namespace()
    w.make(path("v1", "configmaps", ns), config_map("m"))
    with helms(w) as helm, tempfile.TemporaryDirectory() as folder:
        w.see("install", said(helm.install(ns, "small", small(folder))))
        w.see("list", releases(helm.list(ns)))
        w.see("left", settled(w, ns))


@case
def records_of_unusual_states(w):
    ns = w.namespace()
    with helms(w) as helm, tempfile.TemporaryDirectory() as folder:
        for state in ("uninstalling", "failed", "pending-install",
                      "superseded"):
            must(helm.install(ns, "small", small(folder, name=state)))
            change_record(w, ns, "small", status=state)
            w.see(f"{state}: list", releases(helm.list(ns)))
            w.see(f"{state}: plain list", releases(
                helm.run("list", "-n", ns, "-o", "json")))
            w.see(f"{state}: uninstall", said(helm.uninstall(ns, "small")))
            w.see(f"{state}: left", settled(w, ns))


@case
def several_revisions_go_together(w):
    ns = w.namespace()
    with helms(w) as helm, tempfile.TemporaryDirectory() as folder:
        must(helm.install(ns, "small", small(folder)))
        change_record(w, ns, "small", revision=2)
        change_record(w, ns, "small", revision=10)
        change_record(w, ns, "small", status="superseded")
        w.see("list", releases(helm.list(ns)))
        w.see("there", settled(w, ns))
        w.see("uninstall", said(helm.uninstall(ns, "small")))
        w.see("left", settled(w, ns))


@case
def a_record_that_cannot_be_read_stays(w):
    ns = w.namespace()
    with helms(w) as helm, tempfile.TemporaryDirectory() as folder:
        must(helm.install(ns, "small", small(folder)))
        secret = {"apiVersion": "v1", "kind": "Secret",
                  "type": "helm.sh/release.v1",
                  "metadata": {"name": record_name("broken"), "labels": {
                      "name": "broken", "owner": "helm", "version": "1",
                      "status": "deployed"}},
                  "stringData": {"release": "nonsense"}}
        w.make(path("v1", "secrets", ns), secret)
        w.see("list", releases(helm.list(ns)))
        w.see("uninstall", said(helm.uninstall(ns, "broken")))
        w.see("uninstall the other", said(helm.uninstall(ns, "small")))
        w.see("left", settled(w, ns))


@case
def a_kind_is_not_served(w):
    """Nothing is deleted when one kind is unknown."""
    ns = w.namespace()
    with helms(w) as helm, tempfile.TemporaryDirectory() as folder:
        w.see("install", said(helm.install(ns, "odd", chart(
            folder, "odd", config_map("m"), {
                "apiVersion": "nowhere.example.com/v1", "kind": "Nothing",
                "metadata": {"name": "n"}}))))
        w.see("left", settled(w, ns))
        must(helm.install(ns, "small", small(folder)))
        change_record(w, ns, "small", manifest=(
            "---\napiVersion: nowhere.example.com/v1\nkind: Nothing\n"
            "metadata:\n  name: n\n"))
        w.see("uninstall", said(helm.uninstall(ns, "small")))
        w.see("nothing is deleted", settled(w, ns))
        w.see("list", releases(helm.list(ns)))


def uninstall_refused(w, method, part, code, *more, times=1000):
    """What an uninstall says and leaves when the server refuses something."""
    ns = w.namespace()
    account = {"apiVersion": "v1", "kind": "ServiceAccount",
               "metadata": {"name": "a"}}
    with helms(w) as helm, tempfile.TemporaryDirectory() as folder:
        must(helm.install(ns, "small", small(folder, account)))
        helm.refuse(method, part, code, times)
        done = helm.run("uninstall", "small", "-n", ns, *more)
        w.see("uninstall", said(done))
        w.see("requests", steps(done.requests))
        w.see("left", settled(w, ns))
        helm.refuse(method, part, code, 0)
        w.see("list", releases(helm.list(ns)))
        w.see("uninstall again", said(helm.uninstall(ns, "small")))
        w.see("left after that", settled(w, ns))


@case
def one_object_must_not_be_deleted(w):
    uninstall_refused(w, "DELETE", "/configmaps/m", 403)


@case
def one_object_is_in_conflict_for_a_while(w):
    uninstall_refused(w, "DELETE", "/configmaps/m", 409, times=2)


@case
def one_object_stays_in_conflict(w):
    uninstall_refused(w, "DELETE", "/configmaps/m", 409)


@case
def the_server_is_busy_for_a_while(w):
    uninstall_refused(w, "DELETE", "/configmaps/m", 429, times=1)


@case
def the_record_must_not_be_changed(w):
    uninstall_refused(w, "PUT", "/secrets/", 403)


@case
def the_record_must_not_be_deleted(w):
    uninstall_refused(w, "DELETE", "/secrets/sh.helm", 403)


@case
def records_must_not_be_listed(w):
    uninstall_refused(w, "GET", "/secrets?", 403)


@case
def records_must_not_be_listed_and_that_is_ignored(w):
    uninstall_refused(w, "GET", "/secrets?", 403, "--ignore-not-found")


@case
def releases_of_all_namespaces_are_listed(w):
    one, two = w.namespace(), w.namespace()
    with helms(w) as helm, tempfile.TemporaryDirectory() as folder:
        place = small(folder)
        for ns in (two, one):
            must(helm.install(ns, "small", place))
        done = helm.run("list", "-A", "-o", "json", "-m", "0")
        # They have one name, by which helm sorts.
        w.see("list", sorted(
            [entry["namespace"], entry["name"], entry["status"]]
            for entry in json.loads(done.stdout)
            if entry["namespace"] in (one, two)))
        w.see("names", said(helm.run("list", "-n", one, "-q")))
        for ns in (one, two):
            must(helm.uninstall(ns, "small"))


@case
def the_cluster_cannot_be_reached(w):
    """Texts of the network, without the address."""
    with helms(w) as helm:
        kubeconfig = json.dumps({
            "apiVersion": "v1", "kind": "Config", "current-context": "c",
            "clusters": [{"name": "c",
                          "cluster": {"server": "http://127.0.0.1:9"}}],
            "contexts": [{"name": "c", "context": {"cluster": "c",
                                                   "user": ""}}]})
        with tempfile.NamedTemporaryFile("w") as file:
            file.write(kubeconfig)
            file.flush()
            for words in (["list"], ["uninstall", "small"]):
                w.see(words[0], said(helm.run(*words, "-n", "default",
                                              "--kubeconfig", file.name)))
