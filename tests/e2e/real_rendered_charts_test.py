"""The manifests that build/helm-stand-in installs, held against what the real
helm renders."""

import subprocess
import unittest

from program import SOURCE

CHARTS = sorted((SOURCE / "scenarios/charts").iterdir())
PLACEHOLDERS = ("helm-bench-release", "helm-bench-namespace")
# The longest names that the stand-in takes, and short ones.
NAMES = (("a", "b"), ("r" * 39 + "9", "n" * 63), ("on", "123"))


def render(chart, release, namespace):
    return subprocess.run(
        ["helm", "template", release, chart, "--namespace", namespace],
        check=True, text=True, stdin=subprocess.DEVNULL,
        capture_output=True).stdout


class RenderedCharts(unittest.TestCase):
    def test_there_are_charts(self):
        self.assertTrue(CHARTS)

    def test_equal_the_real_helms_for_any_two_names(self):
        for chart in CHARTS:
            manifest = (chart / "rendered/manifest.yaml").read_text()
            for names in (PLACEHOLDERS, *NAMES):
                with self.subTest(chart=chart.name, names=names):
                    filled = manifest
                    for placeholder, name in zip(PLACEHOLDERS, names):
                        filled = filled.replace(placeholder, name)
                    self.assertEqual(
                        filled, render(chart, *names),
                        "the chart has changed: run scripts/render-charts")

    def test_are_no_part_of_the_chart(self):
        for chart in CHARTS:
            with self.subTest(chart=chart.name):
                rules = (chart / ".helmignore").read_text().splitlines()
                self.assertIn("rendered/", rules)


if __name__ == "__main__":
    unittest.main()
