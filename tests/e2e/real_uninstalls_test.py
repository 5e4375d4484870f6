"""The real helms still do what tests/data/uninstalls.json says that they did,
and what src/helm/record/prediction.h is held against; and our own uninstaller
does the same."""

import json
import os
import shutil
import sys
import tempfile
import unittest

from cluster_case import SOURCE, ClusterCase

sys.path.insert(0, str(SOURCE / "tests/end_state"))
sys.path.insert(0, str(SOURCE / "tests/differential"))
import charts  # noqa: E402
import record  # noqa: E402
from native_helm import native_helm  # noqa: E402

# scripts/nightly wants all of them.
ALL = os.environ.get("BENCH_TEST_ALL_CHARTS")
CHARTS = ("kept", "other-policy", "pre-delete", "both-events", "job",
          "hook-role", "kept-elsewhere", "subchart")


class RealUninstalls(ClusterCase):
    def are_as_recorded(self, helms, names):
        recorded = json.loads(
            (SOURCE / "tests/data/uninstalls.json").read_text())
        now = record.record_all(self.kubeconfig, helms, names)
        self.assertEqual(
            set(now), set(recorded),
            "other helms: tests/end_state/record.py records what they do")
        for version, seen in now.items():
            for name, one in seen.items():
                with self.subTest(helm=version, chart=name):
                    self.assertEqual(one, recorded[version][name])

    def test_are_as_recorded(self):
        self.are_as_recorded([shutil.which("helm"), shutil.which("helm4")],
                             CHARTS)

    def test_of_our_own_are_as_helms(self):
        with tempfile.TemporaryDirectory() as folder:
            self.are_as_recorded(
                [native_helm(folder, shutil.which("helm"), "v3"),
                 native_helm(folder, shutil.which("helm4"), "v4")],
                tuple(charts.CHARTS) if ALL else CHARTS)


if __name__ == "__main__":
    unittest.main()
