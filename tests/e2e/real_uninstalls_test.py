"""The real helms still do what tests/data/uninstalls.json says that they did,
and what src/helm/record/prediction.h is held against."""

import json
import shutil
import sys
import unittest

from cluster_case import SOURCE, ClusterCase

sys.path.insert(0, str(SOURCE / "tests/end_state"))
import record  # noqa: E402

CHARTS = ("kept", "other-policy", "pre-delete", "both-events", "job",
          "hook-role", "kept-elsewhere", "subchart")


class RealUninstalls(ClusterCase):
    def test_are_as_recorded(self):
        recorded = json.loads(
            (SOURCE / "tests/data/uninstalls.json").read_text())
        helms = [shutil.which("helm"), shutil.which("helm4")]
        now = record.record_all(self.kubeconfig, helms, CHARTS)
        self.assertEqual(
            set(now), set(recorded),
            "other helms: tests/end_state/record.py records what they do")
        for version, charts in now.items():
            for name, one in charts.items():
                with self.subTest(helm=version, chart=name):
                    self.assertEqual(one, recorded[version][name])


if __name__ == "__main__":
    unittest.main()
