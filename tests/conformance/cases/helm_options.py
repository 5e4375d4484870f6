"""What the real helm knows and the stand-in for it does not: of use on the
simulated cluster with a real one."""

import json
import tempfile

from cases.helm_faults import uninstall_refused
from helm_world import helms, must, releases, said, settled, small
from recorder import steps
from world import case, config_map, path


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
        w.patch(path("v1", "configmaps", ns, "held"),
                {"metadata": {"finalizers": None}})


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
def requests_with_a_kept_history(w):
    ns = w.namespace()
    with helms(w) as helm, tempfile.TemporaryDirectory() as folder:
        must(helm.install(ns, "small", small(folder)))
        w.see("keep", steps(must(helm.uninstall(
            ns, "small", "--keep-history")).requests))
        w.see("purge", steps(must(helm.uninstall(ns, "small")).requests))


@case
def records_must_not_be_listed_and_that_is_ignored(w):
    uninstall_refused(w, "GET", "/secrets?", 403, "--ignore-not-found")
