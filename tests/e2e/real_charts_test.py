"""The charts in scenarios/charts as both majors of helm see them."""

import collections
import re
import subprocess
import unittest

from program import SOURCE

CHARTS = ("nginx", "redis", "mysql")
CLUSTER_SCOPED = ("ClusterRole", "ClusterRoleBinding", "IngressClass")


def run(*command):
    return subprocess.run(list(map(str, command)), check=True, text=True,
                          stdin=subprocess.DEVNULL, capture_output=True).stdout


def folder(chart):
    return SOURCE / "scenarios/charts" / chart


def render(helm, chart, namespace="one"):
    return run(helm, "template", chart, folder(chart), "--namespace", namespace,
               "--kube-version", "1.36.0")


def objects(manifest):
    """Pairs of kind and name."""
    found = []
    for document in re.split(r"^---$", manifest, flags=re.M):
        kind = re.search(r"^kind: (\S+)$", document, re.M)
        name = re.search(r"^  name: (\S+)$", document, re.M)
        if kind:
            found.append((kind[1], name[1]))
    return found


def table():
    """The counts of our charts in scenarios/README.md: {chart: {kind: n}}."""
    counts = {chart: {} for chart in CHARTS}
    for line in (SOURCE / "scenarios/README.md").read_text().splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 7 and re.fullmatch(r"[A-Z]\w+", cells[0]):
            for chart, cell in zip(CHARTS, cells[1::2]):
                if cell:
                    counts[chart][cells[0]] = int(cell)
    return counts


class Charts(unittest.TestCase):
    def each(self):
        return [(helm, chart) for helm in ("helm", "helm4") for chart in CHARTS]

    def test_lint_has_nothing_to_say(self):
        for helm, chart in self.each():
            with self.subTest(helm=helm, chart=chart):
                said = run(helm, "lint", "--strict", folder(chart))
                self.assertNotRegex(said, r"\[(WARNING|ERROR)\]")

    def test_the_kinds_are_those_of_the_table(self):
        for helm, chart in self.each():
            with self.subTest(helm=helm, chart=chart):
                kinds = collections.Counter(
                    kind for kind, _ in objects(render(helm, chart)))
                self.assertEqual(kinds, table()[chart])

    def test_rendering_twice_gives_the_same(self):
        for helm, chart in self.each():
            with self.subTest(helm=helm, chart=chart):
                self.assertEqual(render(helm, chart), render(helm, chart))

    def test_releases_of_two_namespaces_share_no_object(self):
        def cluster_scoped(namespace):
            return {entry for entry in objects(render("helm", "nginx",
                                                      namespace))
                    if entry[0] in CLUSTER_SCOPED}
        self.assertEqual(len(cluster_scoped("one")), len(CLUSTER_SCOPED))
        self.assertEqual(cluster_scoped("one") & cluster_scoped("two"), set())


if __name__ == "__main__":
    unittest.main()
