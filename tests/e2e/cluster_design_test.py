"""The design of a run: warm-up, spare blocks, extension."""

import unittest

from cluster_case import PAIR, ClusterCase


class Design(ClusterCase):
    def blocks(self, result):
        return [trial["block"] for trial in result["trials"]]

    def test_the_first_block_warms_up(self):
        done = self.run_bench(self.scenario(strategies=PAIR, blocks=2),
                              "--warmup", "1")
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
                          timeouts={"settle_s": 1}), "--helm", helm)
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


if __name__ == "__main__":
    unittest.main()
