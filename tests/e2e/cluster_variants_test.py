"""Variants of a strategy in the same blocks, and a strategy against itself."""

import unittest

from cluster_case import PAIR, ClusterCase
from program import BINARY


class Variants(ClusterCase):
    def assert_refused_untouched(self, done, *words):
        self.assert_refused(done, *words)
        self.assertEqual(self.result_files("*"), [])
        self.assert_nothing_left()

    def test_another_helm_and_other_variables(self):
        seen = self.folder / "seen"
        helm = self.wrapped_helm(
            f'[ "$1" = uninstall ] && echo "$HELM_QPS" >>{seen}')
        done = self.run_bench(
            self.scenario(), "--strategy", "sequential", "--strategy",
            f"new=sequential,helm={helm},env:HELM_QPS=-1")
        self.assertEqual(done.returncode, 0, done.stderr)
        result = self.assert_result(trials=2, valid=2)
        self.assertEqual({trial["strategy"] for trial in result["trials"]},
                         {"sequential", "new"})
        self.assertEqual(seen.read_text(), "-1\n")
        self.assertEqual(
            result["environment"]["variant_helms"]["new"]["path"], str(helm))
        self.assertIn("new ", done.stdout)

    def test_another_version_of_this_program(self):
        done = self.run_bench(
            self.scenario(), "--strategy", f"old=thread-pool,bench={BINARY}",
            "--strategy", "new=thread-pool")
        self.assertEqual(done.returncode, 0, done.stderr)
        result = self.assert_result(trials=2, valid=2)
        for trial in result["trials"]:
            self.assertEqual(trial["releases"][0]["exit_code"], 0)
            self.assertGreater(trial["pool_s"], 0)
        self.assertIn("old", result["environment"]["variant_benches"])

    def test_paths_begin_from_the_current_folder(self):
        """Both are run from elsewhere, and the result says which they were."""
        (self.folder / "old").mkdir()
        (self.folder / "old/bench").symlink_to(BINARY)
        helm = self.wrapped_helm("")
        here = self.folder / "here"
        here.mkdir()
        done = self.run_bench(
            self.scenario(), "--strategy",
            "old=thread-pool,bench=../old/bench", "--strategy",
            "new=thread-pool,helm=../wrapped/helm", inside=here)
        self.assertEqual(done.returncode, 0, done.stderr)
        old, new = self.assert_result(trials=2, valid=2)["scenario"][
            "strategies"]
        self.assertEqual(old["bench"], str(self.folder / "old/bench"))
        self.assertEqual(new["helm"], str(helm))

    def test_paths_of_a_scenario_begin_from_its_folder(self):
        (self.folder / "old").mkdir()
        (self.folder / "old/bench").symlink_to(BINARY)
        self.wrapped_helm("")
        scenario = self.scenario(strategies=[
            {"name": "sequential", "label": "old", "bench": "old/bench"},
            {"name": "sequential", "label": "new", "helm": "wrapped/helm"}])
        done = self.run_bench(scenario, inside="/")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assert_result(trials=2, valid=2)

    def test_a_program_that_cannot_run_strategies_is_refused(self):
        scenario = self.scenario()
        for path, word in (("/bin/true", "answer"), ("/bin/false", "exit"),
                           ("/does/not/exist", "no such file")):
            self.assert_refused_untouched(
                self.run_bench(scenario, "--strategy",
                               f"old=sequential,bench={path}"), path, word)

    def test_an_older_program_is_refused_with_the_version_that_is_needed(self):
        old = self.write("old/bench", "#!/bin/sh\n"
                         'echo \'{"protocol": 1, "version": "0.1.0"}\'\n',
                         0o755)
        self.assert_refused_untouched(
            self.run_bench(self.scenario(), "--strategy",
                           f"old=sequential,bench={old}"),
            f"bench={old}: cannot run strategies for this version",
            "it speaks protocol 1, of bench 0.1.0, instead of 2: needs bench "
            "0.2.0 or newer")

    def test_a_helms_words_cannot_steer_the_terminal(self):
        helm = self.write("wrapped/helm", "#!/bin/sh\n"
                          "printf 'no\\033[31m\\a\\nway \u202e' >&2; exit 1\n",
                          0o755)
        self.assert_refused_untouched(
            self.run_bench(self.scenario(), "--strategy",
                           f"new=sequential,helm={helm}"),
            "no [31m  way \ufffd")

    def test_two_of_one_name_are_refused(self):
        self.assert_refused_untouched(
            self.run_bench(self.scenario(), "--strategy", "sequential",
                           "--strategy", "sequential=thread-pool"),
            "sequential", "twice")

    def test_a_strategy_against_itself(self):
        done = self.run_bench(self.scenario(strategies=PAIR), "--aa")
        self.assertEqual(done.returncode, 0, done.stderr)
        strategies = self.only_result()["scenario"]["strategies"]
        self.assertEqual([s["name"] for s in strategies], 2 * ["sequential"])
        self.assertEqual([s["variant"] for s in strategies], ["", "again"])

    def test_a_slowdown_is_on_the_clock(self):
        done = self.run_bench(self.scenario(strategies=PAIR),
                              "--inject-slowdown", "300%", "--strategy",
                              "thread-pool@2")
        self.assertIn(done.returncode, (0, 98, 99), done.stderr)
        trials = {trial["strategy"]: trial
                  for trial in self.only_result()["trials"]}
        slowed = trials["slowed"]
        did = slowed["list_s"] + slowed["uninstall_s"] + slowed["pool_s"]
        # What else is in a strategy's time, and a busy machine, only add to it.
        self.assertGreaterEqual(slowed["returned_s"] / did, 3.999)
        self.assertLessEqual(slowed["returned_s"], slowed["settled_s"])

    def test_more_than_one_strategy_against_itself_is_refused(self):
        self.assert_refused_untouched(
            self.run_bench(self.scenario(), "--aa", "--strategy", "sequential",
                           "--strategy", "thread-pool"), "--aa", "2 times")


if __name__ == "__main__":
    unittest.main()
