"""What helm makes of odd records and of a server that refuses."""

import json
import re
import tempfile

from helm_world import (change_record, chart, helms, must, record_name,
                        releases, said, settled, small)
from recorder import steps
from world import case, config_map, path


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
            for words in (["list", "-o", "json"], ["uninstall", "small"]):
                w.see(words[0], said(helm.run(*words, "-n", "default",
                                              "--kubeconfig", file.name)))


@case
def limits_of_its_own_that_nothing_passes(w):
    with helms(w) as helm:
        for burst, qps in (("-1", "0"), ("0", "2"), ("-1", "-1")):
            done = said(helm.list(w.namespace(), HELM_BURST_LIMIT=burst,
                                  HELM_QPS=qps))
            w.see(f"{burst} at {qps}", {key: done[key]
                                        for key in ("code", "err")})


@case
def limits_of_its_own_hold_requests_back(w):
    """Said once in ten seconds, whatever is held back in them."""
    ns = w.namespace()
    with helms(w) as helm, tempfile.TemporaryDirectory() as folder:
        must(helm.install(ns, "small", small(folder)))
        done = helm.run("uninstall", "small", "-n", ns,
                        HELM_QPS="0.7", HELM_BURST_LIMIT="1")
        w.see("out", done.stdout.splitlines())
        # Without the time, the process, the place in Go, and the address.
        held = re.compile(
            r'I\d{4} [\d:]{8}\.\d{6} {1,7}\d+ request\.go:\d+\] (.*) '
            r'delay="[\d.]+s" (.*) URL="https?://[^/]*(.*)"')
        w.see("err", [held.sub(r"\1, \2, \3", line)
                      for line in done.stderr.splitlines()])
