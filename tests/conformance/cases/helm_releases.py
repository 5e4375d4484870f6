"""helm's texts, exit codes, and what is there after each step."""

import tempfile

from helm_world import (CHARTS, chart, helms, must, record_name, releases,
                        said, settled, small)
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
def an_object_of_somebody_else_is_in_the_way(w):
    ns = w.namespace()
    w.make(path("v1", "configmaps", ns), config_map("m"))
    with helms(w) as helm, tempfile.TemporaryDirectory() as folder:
        w.see("install", said(helm.install(ns, "small", small(folder))))
        w.see("list", releases(helm.list(ns)))
        w.see("left", settled(w, ns))
