"""Thresholds of a run and ./bench compare, on results made for them."""

import copy
import json
import unittest

from program import BareCase

SIMULATED = ("--cluster", "simulated", "--latency", "instant", "--helm",
             "stand-in", "--max-busy", "100%", "--warmup", "0")


class Gate(BareCase):
    def measure(self, *arguments):
        return self.bench("--results", self.results, "--color", "never",
                          "--scenario", "three-charts", *SIMULATED, *arguments)

    def compare(self, *arguments):
        return self.bench("--color", "never", "compare", *arguments)


class Thresholds(Gate):
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

    def test_a_slowdown_is_noticed(self):
        done = self.measure("--strategy", "sequential", "--runs", "6",
                            "--inject-slowdown", "400%")
        self.assertEqual(done.returncode, 99, done.stdout + done.stderr)
        self.assertRegex(done.stdout,
                         r"returned\(slowed/sequential\)<1.1 +fails")

    def test_tolerance_is_what_it_is_held_against(self):
        done = self.measure("--strategy", "sequential", "--runs", "6",
                            "--inject-slowdown", "10%", "--tolerance", "900%")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertRegex(done.stdout, r"\(slowed/sequential\)<10 +holds")

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


class Compare(Gate):
    """On one short measured result, with times and environments rewritten."""

    measured = None  # once for all tests

    def setUp(self):
        super().setUp()
        if Compare.measured is None:
            done = self.measure("--strategy", "sequential", "--strategy",
                                "thread-pool", "--runs", "1")
            self.assertEqual(done.returncode, 0, done.stderr)
            Compare.measured = self.only_result()

    def make(self, name, blocks=7, factor=1.0, change=None):
        """A file with so many blocks; sequential takes 1 s times `factor`."""
        result = copy.deepcopy(self.measured)
        models = {t["strategy"]: t for t in result["trials"]}
        result["trials"] = []
        for block in range(1, blocks + 1):
            for strategy, seconds in (("sequential", factor),
                                      ("thread-pool", 0.5)):
                trial = copy.deepcopy(models[strategy])
                trial["block"] = block
                trial["returned_s"] = seconds * (1 + block / 1000)
                result["trials"].append(trial)
        if change:
            change(result)
        return self.write(name, result)

    def test_says_what_differs_and_what_is_not_covered(self):
        old, new = self.make("old.json"), self.make("new.json", factor=1.5)
        done = self.compare(old, new)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertTrue(done.stdout.startswith("simulated cluster"))
        self.assertRegex(done.stdout, r"sequential .* 1\.500 .* differs\n")
        self.assertRegex(done.stdout,
                         r"thread-pool@5 .* 1\.000 .* no difference seen\n")
        self.assertIn("Two runs of one session are compared", done.stdout)

    def test_thresholds(self):
        old, new = self.make("old.json"), self.make("new.json", factor=1.5)
        fails = self.compare(old, new, "--threshold",
                             "returned(new/base:sequential)<1.10")
        self.assertEqual(fails.returncode, 99, fails.stderr)
        holds = self.compare(old, new, "--threshold",
                             "median(new/base:thread-pool)<110%")
        self.assertEqual(holds.returncode, 0, holds.stderr)
        few = self.make("few.json", blocks=5)
        undecided = self.compare(old, few, "--threshold",
                                 "returned(new/base:*)<9", "--on-inconclusive",
                                 "fail")
        self.assertEqual(undecided.returncode, 98, undecided.stderr)
        self.assert_refused(
            self.compare(old, new, "--threshold", "median(sequential)<1s"),
            "new/base:STRATEGY")
        self.assert_refused(
            self.compare(old, new, "--threshold", "median(new/base:pool)<1"),
            '"pool"', "thread-pool@5")

    def test_unlike_environments_are_refused(self):
        def elsewhere(result):
            result["environment"]["cpus"] = 64
            result["environment"]["helm"]["version"] = "v9.9.9"

        old = self.make("old.json")
        new = self.make("new.json", factor=0.1, change=elsewhere)
        done = self.compare(old, new, "--threshold", "returned(new/base:*)<9")
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertRegex(done.stdout, r"number of processors: \d+ \(old\), 64")
        self.assertIn("helm: ", done.stdout)
        self.assertIn("thread-pool@5 / sequential", done.stdout)
        self.assertNotIn("0.100", done.stdout)
        self.assertRegex(done.stdout, r"\)<9 +undecided +the comparison was")
        self.assertIn("--allow-unlike", done.stderr)
        allowed = self.compare(old, new, "--allow-unlike", "new machine",
                               "--threshold", "returned(new/base:*)<9")
        self.assertEqual(allowed.returncode, 0, allowed.stderr)
        self.assertIn("because: new machine\n", allowed.stdout)
        self.assertRegex(allowed.stdout, r"sequential .* 0\.100 ")
        self.assert_refused(self.compare(old, new, "--allow-unlike", " "),
                            "needs a reason")

    def test_a_result_of_an_older_schema_has_unknowns(self):
        def age(result):
            result["schema"] = 1
            del result["environment"]["charts"]

        old = self.make("old.json", change=age)
        done = self.compare(old, self.make("new.json"))
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertIn("chart redis: unknown (old), sha256:", done.stdout)

    def test_a_strategy_of_one_side_is_listed(self):
        def drop(result):
            for holder in (result["trials"], result["plan"]["trials"]):
                holder[:] = [t for t in holder
                             if t["strategy"] == "sequential"]
                for trial in holder:
                    trial["position"] = 1
            del result["scenario"]["strategies"][1]

        done = self.compare(self.make("old.json"),
                            self.make("new.json", change=drop))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("Only in the old result, not compared: thread-pool@5.",
                      done.stdout)

    def test_without_a_valid_block_there_is_nothing_to_compare(self):
        def spoil(result):
            for trial in result["trials"]:
                trial.update(valid=False, invalid_kind="failed",
                             invalid_reason="it did not work")

        old = self.make("old.json")
        new = self.make("new.json", change=spoil)
        self.assert_refused(self.compare(old, new), "new result", "no valid")
        self.assert_refused(self.compare(new, old), "old result", "no valid")

    def test_files_that_are_no_results_are_refused(self):
        old = self.make("old.json")
        text = old.read_text()
        for name, content, *words in (
                ("empty.json", "", "empty.json"),
                ("cut.json", text[:len(text) // 2], "cut.json"),
                ("broken.json", text.replace(":", ";", 1), "broken.json"),
                ("foreign.json", {"results": []}, "not a result"),
                ("list.json", "[1, 2]", "not a result"),
                ("future.json", {"schema": 99}, "schema 99"),
                ("bare.json", {"schema": 2}, "bare.json"),
                ("binary.json", "\x00\x01", "binary.json"),
                ("empty.jsonl", "", "empty.jsonl")):
            with self.subTest(name):
                file = self.write(name, content)
                self.assert_refused(self.compare(old, file), *words)
                self.assert_refused(self.compare(file, old), *words)
        self.assert_refused(self.compare(old, self.folder), str(self.folder))
        self.assert_refused(self.compare(old, "/no/such.json"),
                            "/no/such.json")
        self.assert_refused(self.compare(old), "NEW")

    def test_every_field_may_be_of_the_wrong_type(self):
        old = self.make("old.json")
        result = json.loads(old.read_text())
        for key in ("cluster", "environment", "scenario", "plan", "criteria",
                    "trials"):
            for wrong in (None, 5, "text", [5]):
                with self.subTest(key=key, wrong=wrong):
                    file = self.write("wrong.json", {**result, key: wrong})
                    done = self.compare(old, file)
                    # No trials at all is an empty result.
                    empty = key == "trials" and wrong is None
                    self.assert_refused(
                        done, "no valid trial" if empty else "wrong.json")


if __name__ == "__main__":
    unittest.main()
