"""Ctrl-C, SIGTERM and kill -9, and what they leave."""

import json
import unittest

from program import read_until, signal, subprocess
from cluster_case import PREFIX, ClusterCase, config_map


class Interrupted(ClusterCase):
    SLOW = '[ "$1" = {0} ] && sleep 2'

    def interrupt(self, phase, number, helm_script="", trials=1):
        helm = self.wrapped_helm(helm_script)
        process = self.start_bench(self.scenario(blocks=20), "--helm", helm)
        read_until(process, "block 2, sequential: " + phase)
        process.send_signal(number)
        stdout, stderr = process.communicate(timeout=120)
        self.assertEqual(process.returncode, 128 + number, stderr)
        result = self.only_result()
        self.assertEqual(len(result["trials"]), trials)
        self.assertTrue(result["trials"][0]["valid"])
        self.assertIn("interrupted", result["ended_early"])
        self.assertIn("interrupted", stdout)
        self.assert_nothing_left()
        self.assert_no_helm_left(helm)

    def assert_no_helm_left(self, helm):
        found = subprocess.run(["pgrep", "-f", str(helm)], text=True,
                               capture_output=True)
        self.assertEqual(found.stdout, "")

    def test_in_an_install(self):
        self.interrupt("installing", signal.SIGINT, self.SLOW.format("install"))

    def test_in_an_uninstall(self):
        self.interrupt("uninstalling", signal.SIGINT,
                       self.SLOW.format("uninstall"))

    def test_in_a_reset(self):
        # What was measured in the second trial is not lost.
        self.interrupt("resetting", signal.SIGINT, trials=2)

    def test_by_sigterm(self):
        self.interrupt("uninstalling", signal.SIGTERM,
                       self.SLOW.format("uninstall"))

    def test_by_a_closed_terminal(self):
        self.interrupt("uninstalling", signal.SIGHUP,
                       self.SLOW.format("uninstall"))

    def test_a_second_time_leaves_at_once_and_says_how_to_clean(self):
        self.interrupt_twice(self.start_bench(self.scenario(blocks=20)),
                             "./bench cluster clean removes")

    def test_a_context_is_named_where_it_says_how_to_clean(self):
        context = "context:" + self.access["current-context"]
        self.interrupt_twice(
            self.start_bench(self.scenario(blocks=20), "--cluster", context,
                             KUBECONFIG=self.kubeconfig),
            f"./bench cluster clean --cluster {context} removes")

    def interrupt_twice(self, process, advice):
        read_until(process, "block 2, sequential: ")
        # Cleaning cannot end before this one may go.
        config_maps = f"/api/v1/namespaces/{PREFIX}-1/configmaps"
        self.api("POST", config_maps, json.loads(config_map(
            "stays", finalizers=["bench-test.example/stays"])))
        process.send_signal(signal.SIGINT)
        read_until(process, "cleaning up")
        process.send_signal(signal.SIGINT)
        _, stderr = process.communicate(timeout=30)
        self.assertEqual(process.returncode, 130)
        self.assertIn(advice, stderr)
        self.api("PUT", config_maps + "/stays",
                 json.loads(config_map("stays")))
        clean = self.clean()
        self.assertEqual(clean.returncode, 0, clean.stderr)
        self.assert_nothing_left()

    def test_kill_9_loses_only_the_running_trial(self):
        helm = self.wrapped_helm(self.SLOW.format("uninstall"))
        process = self.start_bench(self.scenario(blocks=20), "--helm", helm)
        read_until(process, "block 3, sequential: uninstalling")
        process.kill()
        process.wait()
        journal = self.result_files(".jsonl")
        self.assertEqual(len(journal), 1)
        lines = journal[0].read_text().splitlines()
        self.assertEqual(len(lines), 3)  # the header and two trials
        self.assertTrue(all(json.loads(line) for line in lines))
        self.assertIn(f"namespaces/{PREFIX}-1", self.cluster_state())
        # The next run takes over what this one left, and ends clean.
        done = self.run_bench(self.folder / "scenario.json", "--runs", "1")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assert_nothing_left()

    def test_clean_removes_what_kill_9_left(self):
        process = self.start_bench("three-charts", "--runs", "2")
        read_until(process, "uninstalling")
        process.kill()
        process.wait()
        left = self.cluster_state() - self.before
        self.assertTrue(left)
        clean = self.clean()
        self.assertEqual(clean.returncode, 0, clean.stderr)
        self.assert_nothing_left()
        again = self.clean()
        self.assertIn("nothing", again.stdout)

if __name__ == "__main__":
    unittest.main()
