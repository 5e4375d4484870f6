"""The kinds of Kubernetes 1.37: data/kinds.tsv."""

import collections
import pathlib

_TABLE = pathlib.Path(__file__).resolve().parent / "data/kinds.tsv"

Kind = collections.namedtuple(
    "Kind", "version kind resource namespaced collection default")


def every():
    """All of them; `default`: served where nothing was switched on."""
    kinds = []
    for line in _TABLE.read_text().splitlines():
        if not line.startswith("#"):
            version, kind, resource, *flags = line.split("\t")
            kinds.append(Kind(version, kind, resource,
                              *(flag == "1" for flag in flags)))
    return kinds


def defaults():
    return [kind for kind in every() if kind.default]
