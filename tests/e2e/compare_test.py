"""./bench compare, on results made for it."""

import copy
import json
import unittest

from program import BareCase


class Compare(BareCase):
    """On one short measured result, with times and environments rewritten."""

    measured = None  # once for all tests

    def setUp(self):
        super().setUp()
        if Compare.measured is None:
            done = self.measure("--strategy", "sequential", "--strategy",
                                "thread-pool", "--runs", "1")
            self.assertEqual(done.returncode, 0, done.stderr)
            Compare.measured = self.only_result()

    def compare(self, *arguments):
        return self.bench("--color", "never", "compare", *arguments)

    def make(self, name, blocks=7, factor=1.0, change=None):
        """A file of a run of its own with so many blocks; sequential takes
        1 s times `factor`."""
        result = copy.deepcopy(self.measured)
        self.runs = getattr(self, "runs", 0) + 1
        result["started"] = f"2026-01-31T18:05:{self.runs:02}Z"
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

    def test_trials_that_failed_are_counted(self):
        def spoil(result):
            for trial, kind in zip(result["trials"], ("failed", "end-state")):
                trial.update(valid=False, invalid_kind=kind,
                             invalid_reason="it did not work")

        old = self.make("old.json")
        new = self.make("new.json", change=spoil)
        done = self.compare(old, new)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn(
            "  sequential (new): 1 failed, 0 left another end state, of 7 "
            "trials\n  thread-pool@5 (new): 0 failed, 1 left another end "
            "state, of 7 trials\n", done.stdout)
        self.assertIn("(old): 1 failed", self.compare(new, old).stdout)
        self.assertNotIn("do not count", self.compare(old, old).stdout)

    def test_without_a_valid_block_there_is_nothing_to_compare(self):
        def spoil(result):
            for trial in result["trials"]:
                trial.update(valid=False, invalid_kind="failed",
                             invalid_reason="it did not work")

        old = self.make("old.json")
        new = self.make("new.json", change=spoil)
        self.assert_refused(self.compare(old, new), "new result", "no valid")
        self.assert_refused(self.compare(new, old), "old result", "no valid")

    def test_a_run_is_not_compared_with_itself(self):
        old = self.make("old.json")
        again = self.write("again.json", old.read_text())
        for new in (old, again):
            self.assert_refused(self.compare(old, new), str(new),
                                "of the same run")

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
        result = json.loads(self.make("new.json").read_text())
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
