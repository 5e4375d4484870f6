"""What goes wrong with the cluster while it runs: said, recorded, and nothing
left behind."""

import json
import resource
import unittest

from cluster_case import KIND, SIMULATED, ClusterCase, chart
from program import read_until


class Faults(ClusterCase):
    def test_a_chart_that_fails_to_install(self):
        broken = chart(self.folder, "broken", bad=json.dumps(
            {"apiVersion": "v1", "kind": "Nonsense", "metadata": {"name": "x"}}))
        done = self.run_bench(self.scenario(broken, blocks=5))
        self.assertEqual(done.returncode, 1, done.stderr)
        result = self.assert_result(trials=3, valid=0)  # then it gives up
        self.assertIn("install", result["trials"][0]["invalid_reason"])
        self.assertIn("Nonsense", result["trials"][0]["invalid_reason"])
        self.assertIsNone(result["trials"][0]["returned_s"])
        self.assertIn("in a row", result["ended_early"])
        self.assert_nothing_left()

    # A limit on the size of its files, which needs no right to mount anything.
    def test_a_disk_that_takes_no_more(self):
        process = self.start_bench(self.scenario(blocks=50))
        read_until(process, "[1/50] block 1, sequential: ")
        read_until(process, "[2/50]")
        journal, = self.result_files(".jsonl")
        written = journal.stat().st_size
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (written, written))
        stdout, stderr = process.communicate(timeout=120)
        self.assertEqual(process.returncode, 1, stderr)
        self.assertIn("File too large", stdout + stderr)
        self.assertIn(str(journal), stdout + stderr)
        text = journal.read_text()
        self.assertEqual(len(text), written)
        self.assertEqual(text.count("\n"), 2)  # the header and a trial
        self.assert_nothing_left()

    def test_the_api_server_gone_in_the_middle(self):
        if SIMULATED:
            server = "simulated-api-server " + self.cluster_env["HOME"]
        else:  # its port stands in its arguments
            server = "kube-apiserver.*" + self.access["server"].rsplit(":")[-1]
        helm = self.wrapped_helm(
            f'[ "$1" = uninstall ] && pkill -9 -f "{server}"')
        try:
            done = self.run_bench(
                self.scenario(blocks=5, timeouts={"settle_s": 5}),
                "--helm", helm)
            self.assertEqual(done.returncode, 1, done.stderr)
            result = self.assert_result(trials=1, valid=0)
            self.assertNotEqual(result["ended_early"], "")
            self.assertIn("cluster clean", done.stderr)
        finally:
            down = self.bench("cluster", "down", "--cluster", KIND)
        self.assertEqual(down.returncode, 0, down.stderr)


if __name__ == "__main__":
    unittest.main()
