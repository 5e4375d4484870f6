"""The design of a run: warm-up, spare blocks, extension, and variants of a
strategy in the same blocks."""

import unittest

from cluster_case import ClusterCase
from program import BINARY

PAIR = [{"name": "sequential"}, {"name": "thread-pool"}]


class Design(ClusterCase):
    def blocks(self, result):
        return [trial["block"] for trial in result["trials"]]

    def test_the_first_block_warms_up(self):
        done = self.run_bench(self.scenario(strategies=PAIR, blocks=2),
                              "--warmup", "1", "--max-busy", "100%")
        self.assertEqual(done.returncode, 0, done.stderr)
        result = self.assert_result(trials=6, valid=6)
        self.assertEqual(self.blocks(result), [0, 0, 1, 1, 2, 2])
        self.assertIn("2 blocks", done.stdout)

    def test_a_spare_block_stands_in_for_an_invalid_one(self):
        # Only the first uninstall of all fails.
        mark = self.folder / "failed"
        helm = self.wrapped_helm(
            f'[ "$1" = uninstall ] && mkdir {mark} 2>/dev/null && exit 1')
        done = self.run_bench(
            self.scenario(strategies=PAIR, blocks=2,
                          timeouts={"settle_s": 2}), "--helm", helm)
        self.assertEqual(done.returncode, 1, done.stderr)
        result = self.assert_result(trials=6, valid=5)
        self.assertEqual(self.blocks(result), [1, 1, 2, 2, 3, 3])
        self.assertEqual([trial["replaces"] for trial in result["trials"]],
                         [0, 0, 0, 0, 1, 1])
        self.assert_nothing_left()

    def test_an_inconclusive_run_goes_on(self):
        done = self.run_bench(self.scenario(strategies=PAIR, blocks=1),
                              "--max-runs", "2")
        self.assertEqual(done.returncode, 0, done.stderr)
        result = self.assert_result(trials=4, valid=4)
        self.assertEqual(result["plan"]["max_blocks"], 2)
        self.assertIn("not conclusive after 1 block", done.stderr)

    def test_everything_that_may_be_run_is_drawn_beforehand(self):
        scenario = self.scenario(strategies=PAIR, blocks=1)
        self.run_bench(scenario, "--seed", "7", "--max-runs", "3")
        plan = self.only_result()["plan"]
        # 3 blocks and as many spare ones.
        self.assertEqual([trial["block"] for trial in plan["trials"]],
                         [block for block in range(1, 7) for _ in PAIR])

    def test_it_ends_in_time(self):
        done = self.run_bench(self.scenario(blocks=1000), "--timeout", "10")
        self.assertEqual(done.returncode, 124, done.stderr)
        self.assertIn("--timeout was over", done.stdout)
        self.assertIn("--timeout was over", self.only_result()["ended_early"])
        self.assert_nothing_left()


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

    def test_a_program_that_cannot_run_strategies_is_refused(self):
        scenario = self.scenario()
        for path, word in (("/bin/true", "answer"), ("/bin/false", "exit"),
                           ("/does/not/exist", "no such file")):
            self.assert_refused_untouched(
                self.run_bench(scenario, "--strategy",
                               f"old=sequential,bench={path}"), path, word)

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
        self.assertAlmostEqual(slowed["returned_s"] / did, 4, delta=0.5)
        self.assertLessEqual(slowed["returned_s"], slowed["settled_s"])

    def test_more_than_one_strategy_against_itself_is_refused(self):
        self.assert_refused_untouched(
            self.run_bench(self.scenario(), "--aa", "--strategy", "sequential",
                           "--strategy", "thread-pool"), "--aa", "2 times")


if __name__ == "__main__":
    unittest.main()
