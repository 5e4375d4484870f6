"""Thresholds of a run: printed, decided, refused."""

import unittest

from program import BareCase


class Thresholds(BareCase):
    def test_all_are_printed_and_one_that_fails_is_99(self):
        done = self.measure("--strategy", "sequential", "--runs", "1",
                            "--threshold", "failures(*)==0",
                            "--threshold", "max(sequential)<1us",
                            "--threshold", "median(sequential)<1min")
        self.assertEqual(done.returncode, 99, done.stderr)
        self.assertRegex(done.stdout, r"failures\(\*\)==0 +holds")
        self.assertRegex(done.stdout, r"max\(sequential\)<1us +fails")
        self.assertRegex(done.stdout, r"median\(sequential\)<1min +undecided")
        self.assertIn("warning: 1 of 3 thresholds undecided", done.stderr)
        self.assertEqual(self.only_result()["criteria"], {
            "same": 0.05, "tolerance": 0.1,
            "thresholds": ["failures(*)==0", "max(sequential)<1us",
                           "median(sequential)<1min"],
            "on_inconclusive": "warn"})

    def test_undecided_is_what_one_says_it_is(self):
        few = ("--strategy", "sequential", "--runs", "1", "--threshold",
               "median(sequential)<1min", "--on-inconclusive")
        passed = self.measure(*few, "pass")
        self.assertEqual(passed.returncode, 0, passed.stderr)
        self.assertNotIn("undecided", passed.stderr)
        self.assertEqual(self.measure(*few, "fail").returncode, 98)

    def test_an_undecided_one_extends_the_run_and_a_decided_one_does_not(self):
        # One look of two is at 97.5 %, and needs 7 blocks.
        done = self.measure("--strategy", "sequential", "--runs", "2",
                            "--max-runs", "7", "--on-inconclusive", "fail",
                            "--threshold", "median(sequential)<1min")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertIn("not conclusive after 2 blocks", done.stderr)
        self.assertEqual(len(self.only_result()["trials"]), 7)
        # Two strategies whose comparison stays open; the threshold does not.
        done = self.measure("--strategy", "sequential", "--strategy",
                            "thread-pool", "--runs", "1", "--max-runs", "7",
                            "--threshold", "failures(*)==0")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertNotIn("not conclusive", done.stderr)

    def test_what_is_not_understood_is_refused_before_anything_is_touched(self):
        for expression, *words in (
                ("medain(sequential)<1s", "column 1", '"median"'),
                ("median(sequentail)<1s", "column 8", '"sequential"'),
                ("median(thread-pool)<1s", "thread-pool", "sequential"),
                ("median(sequential)<1parsec", "column 21", "parsec"),
                ("median(sequential)<1", "unit is missing"),
                ("median(sequential)=<1s", "column 19"),
                ("returned(new/base:sequential)<1", "compare")):
            with self.subTest(expression):
                self.assert_refused(
                    self.measure("--strategy", "sequential", "--threshold",
                                 expression), expression, *words)
        self.assertFalse(self.results.exists())


if __name__ == "__main__":
    unittest.main()
