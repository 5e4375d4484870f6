"""What goes wrong while it runs: said, recorded, and nothing left behind."""

import json
import unittest

from program import read_until, subprocess
from cluster_case import (KIND, PREFIX, SIMULATED, ClusterCase, chart,
                          config_map)


class Faults(ClusterCase):
    def assert_invalid(self, done, *words, trials=1):
        self.assertEqual(done.returncode, 1, done.stderr)
        result = self.assert_result(trials=trials, valid=0)
        for word in words:
            self.assertIn(word, result["trials"][0]["invalid_reason"])
            self.assertIn(word, done.stdout)
        self.assert_nothing_left()
        return result

    def test_helm_killed(self):
        helm = self.wrapped_helm('[ "$1" = uninstall ] && kill -9 $$')
        result = self.assert_invalid(
            self.run_bench(self.scenario(timeouts={"settle_s": 2}), "--helm",
                           helm), "signal 9")
        release = result["trials"][0]["releases"][0]
        self.assertIsNone(release["exit_code"])
        self.assertIs(release["gone"], False)

    def test_helm_hanging(self):
        helm = self.wrapped_helm('[ "$1" = uninstall ] && sleep 600')
        scenario = self.scenario(timeouts={"uninstall_s": 1, "settle_s": 2})
        self.assert_invalid(self.run_bench(scenario, "--helm", helm),
                            "timed out")

    def test_helm_that_says_done_but_did_nothing(self):
        helm = self.wrapped_helm('[ "$1" = uninstall ] && exit 0')
        scenario = self.scenario(timeouts={"settle_s": 2})
        self.assert_invalid(self.run_bench(scenario, "--helm", helm),
                            "still there")

    def test_helm_that_cannot_list(self):
        helm = self.wrapped_helm(
            '[ "$1" = list ] && echo "Error: no such thing" >&2 && exit 1')
        self.assert_invalid(
            self.run_bench(self.scenario(timeouts={"settle_s": 2}), "--helm",
                           helm), "no such thing")

    def test_one_failure_harms_no_other_release(self):
        plain = [chart(self.folder, name, map=config_map("{{ .Release.Name }}"))
                 for name in ("one", "two", "three")]
        helm = self.wrapped_helm(
            '[ "$1 $2" = "uninstall two" ] && echo "Error: boom" >&2 && exit 1')
        scenario = self.scenario(*plain, strategies=[
            {"name": "sequential"}, {"name": "thread-pool"},
            {"name": "process-pool"}], timeouts={"settle_s": 2})
        result = self.assert_invalid(
            self.run_bench(scenario, "--helm", helm), "boom", trials=3)
        for trial in result["trials"]:
            gone = {r["name"]: r["gone"] for r in trial["releases"]}
            self.assertEqual(gone, {"one": True, "two": False, "three": True})

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

    def test_an_object_that_cannot_go_is_named(self):
        stuck = chart(self.folder, "stuck", map=config_map(
            "stuck", finalizers=["example.org/never"]))
        done = self.run_bench(self.scenario(
            stuck, blocks=3, timeouts={"settle_s": 1, "reset_s": 3}))
        try:
            self.assertEqual(done.returncode, 1, done.stderr)
            self.assertIn(f"ConfigMap {PREFIX}-1/stuck", done.stdout)
            self.assertIn("example.org/never", done.stdout + done.stderr)
            self.assertIn("cluster clean", done.stderr)
        finally:
            place = f"/api/v1/namespaces/{PREFIX}-1/configmaps/stuck"
            stuck = self.api("GET", place)
            del stuck["metadata"]["finalizers"]
            self.api("PUT", place, stuck)
        clean = self.clean()
        self.assertEqual(clean.returncode, 0, clean.stderr)
        self.assert_nothing_left()

    def test_a_full_disk(self):
        self.results.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "none",
                        str(self.results)], check=True)
        self.addCleanup(subprocess.run, ["umount", str(self.results)],
                        check=True)
        process = self.start_bench(self.scenario(blocks=50))
        read_until(process, "[1/50] block 1, sequential: ")
        read_until(process, "[2/50]")
        with open(self.results / "fill", "wb", buffering=0) as fill:
            try:
                while True:
                    fill.write(b"x" * 4096)
            except OSError:
                pass
        stdout, stderr = process.communicate(timeout=120)
        self.assertEqual(process.returncode, 1, stderr)
        self.assertIn("No space left on device", stdout + stderr)
        journal = self.result_files(".jsonl")[0].read_text()
        self.assertGreaterEqual(journal.count("\n"), 2)  # header and a trial
        self.assert_nothing_left()

    def test_the_api_server_gone_in_the_middle(self):
        if SIMULATED:
            server = "simulate-api-server " + self.cluster_env["HOME"]
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

    def test_a_worker_of_the_process_pool_killed(self):
        # Its helm kills its parent: the worker process.
        helm = self.wrapped_helm(
            '[ "$1" = uninstall ] && kill -9 $PPID && sleep 1')
        done = self.run_bench(
            self.scenario(strategies=[{"name": "process-pool"}],
                          timeouts={"settle_s": 2}), "--helm", helm)
        self.assert_invalid(done, "worker")

if __name__ == "__main__":
    unittest.main()
