"""Started by something else than a user at a terminal."""

import json
import unittest

from cluster_case import ClusterCase, chart
from program import read_until, signal


class Surroundings(ClusterCase):
    def test_signals_that_were_ignored_stay_so(self):
        # nohup, and a shell's background.
        process = self.start_bench(self.scenario(blocks=3), inside=[
            "env", "--ignore-signal=HUP,INT"])
        read_until(process, "block 2, sequential: ")
        process.send_signal(signal.SIGHUP)
        process.send_signal(signal.SIGINT)
        _, stderr = process.communicate(timeout=120)
        self.assertEqual(process.returncode, 0, stderr)
        self.assert_result(trials=3, valid=3)

    def test_a_parent_that_ignores_its_children(self):
        # Inherited, the kernel would keep none of helm's exit codes.
        broken = chart(self.folder, "broken", bad=json.dumps(
            {"apiVersion": "v1", "kind": "Nonsense",
             "metadata": {"name": "x"}}))
        process = self.start_bench(self.scenario(broken), inside=[
            "env", "--ignore-signal=CHLD"])
        _, stderr = process.communicate(timeout=120)
        self.assertEqual(process.returncode, 1, stderr)
        result = self.assert_result(trials=2, valid=0)
        self.assertIn("Nonsense", result["trials"][0]["invalid_reason"])

    def test_nobody_reads_stderr_any_more(self):
        # As when its terminal is closed: it measures on, and cleans up.
        process = self.start_bench(self.scenario(blocks=3))
        read_until(process, "block 1, sequential: ")
        process.stderr.close()
        stdout = process.stdout.read()
        self.assertEqual(process.wait(timeout=120), 0, stdout)
        self.assert_result(trials=3, valid=3)
        self.assert_nothing_left()

    def test_variables_of_google_benchmark_change_nothing(self):
        done = self.run_bench(
            self.scenario(), BENCHMARK_REPETITIONS="3",
            BENCHMARK_FILTER="nothing", BENCHMARK_MIN_WARMUP_TIME="1",
            BENCHMARK_ENABLE_RANDOM_INTERLEAVING="true",
            BENCHMARK_LIST_TESTS="true", BENCHMARK_TIME_UNIT="none",
            BENCHMARK_OUT=str(self.folder / "out"),
            BENCHMARK_OUT_FORMAT="none", BENCHMARK_FORMAT="none",
            BENCHMARK_COLOR="", BENCHMARK_MIN_TIME="none",
            BENCHMARK_REPORT_AGGREGATES_ONLY="true",
            BENCHMARK_DISPLAY_AGGREGATES_ONLY="true")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("[1/1] block 1, sequential: ", done.stderr)
        self.assert_result(trials=1, valid=1)
        self.assertFalse((self.folder / "out").exists())
        self.assert_nothing_left()


if __name__ == "__main__":
    unittest.main()
