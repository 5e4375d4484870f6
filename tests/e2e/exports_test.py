"""--export-FORMAT FILE on a run; what is in the files, the units know."""

import json
import unittest

from program import read_until, signal
from cluster_case import PAIR, SIMULATED, ClusterCase

FORMATS = ("json", "markdown", "csv", "junit", "benchmark", "gobench",
           "github", "github-speedup", "bmf")


class Exports(ClusterCase):
    def two_strategies(self):
        return self.scenario(strategies=PAIR)

    def export(self, name):
        return (self.folder / name).read_text()

    def test_all_formats_of_one_run(self):
        files = []
        for name in FORMATS:
            files += ["--export-" + name, self.folder / name]
        done = self.run_bench(self.two_strategies(), *files)
        self.assertEqual(done.returncode, 0, done.stderr)
        for name in FORMATS:
            with self.subTest(name):
                self.assertIn("thread-pool@5", self.export(name))
                if SIMULATED:
                    self.assertIn("not a measurement of", self.export(name))
        self.assertIn("thread-pool@5", done.stdout)  # the table as ever

    def test_a_file_for_each_strategy(self):
        done = self.run_bench(self.two_strategies(), "--export-json",
                              self.folder / "{strategy}.json")
        self.assertEqual(done.returncode, 0, done.stderr)
        for label in ("sequential", "thread-pool@5"):
            results = json.loads(self.export(f"{label}.json"))["results"]
            self.assertEqual([one["command"] for one in results], [label])

    def test_stdout_has_the_export_and_nothing_else(self):
        done = self.run_bench(self.two_strategies(), "--export-json", "-")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(len(json.loads(done.stdout)["results"]), 2)
        self.assertIn("mean ± σ", done.stderr)

    def test_a_failed_run_exports_its_failures(self):
        # Given a helm whose first uninstall, of the warm-up, fails.
        done = self.run_bench(
            self.scenario(), "--helm",
            self.wrapped_helm('[ "$1" = uninstall ] && exit 7'),
            "--export-junit", self.folder / "junit.xml")
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertIn("<failure", self.export("junit.xml"))

    def test_an_interrupted_run_exports_what_it_has(self):
        process = self.start_bench(
            self.scenario(blocks=20), "--export-json", self.folder / "a.json",
            "--export-markdown", self.folder / "a.md")
        read_until(process, "block 2, sequential: ")
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=120)
        self.assertEqual(process.returncode, 130)
        bench = json.loads(self.export("a.json"))["x_bench"]
        self.assertIn("interrupted", bench["design"]["ended_early"])
        self.assertIn("Ended early: interrupted", self.export("a.md"))

    def test_is_refused_before_anything_is_touched(self):
        done = self.run_bench(self.scenario(), "--export-csv",
                              self.folder / "no/a.csv")
        self.assert_refused(done, "--export-csv", "there is no folder",
                            "make it first")
        self.assertEqual(self.result_files(".jsonl"), [])
        self.assert_nothing_left()

    def test_one_that_fails_at_the_end_is_said_and_exit_1(self):
        # Given a folder that was there when the run began and then is not.
        (self.folder / "gone").mkdir()
        helm = self.wrapped_helm(f"rmdir {self.folder}/gone 2>&-; true")
        done = self.run_bench(self.scenario(), "--helm", helm, "--export-csv",
                              self.folder / "gone/a.csv", "--export-markdown",
                              self.folder / "a.md")
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertIn("gone/a.csv: No such file", done.stderr)
        self.assertIn("`sequential`", self.export("a.md"))


if __name__ == "__main__":
    unittest.main()
