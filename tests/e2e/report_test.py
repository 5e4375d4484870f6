"""./bench report and --report, on a machine without Kubernetes."""

import hashlib
import json
import pathlib
import shlex
import unittest

from program import BINARY, QUICK, SOURCE, BareCase


class Report(BareCase):
    def test_a_run_writes_what_report_writes(self):
        page, again = self.folder / "page.html", self.folder / "again.html"
        run = self.measure("--runs", "1", "--report", page)
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertIn("Result: ", run.stdout)
        done = self.bench("report", "--results", self.results, "-o", again)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stdout, "")
        self.assertIn(str(self.result_files()[0]), done.stderr)
        self.assertEqual(page.read_text(), again.read_text())
        self.assertIn("not a measurement of Kubernetes", page.read_text())
        self.assertIn("<svg", page.read_text())

        # Without gnuplot there are all the tables, and it says what is missing.
        bare = self.folder / "bare.html"
        tools = self.folder / "tools"
        tools.mkdir()
        done = self.bench("report", *self.result_files(), "-o", bare,
                          PATH=str(tools))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("gnuplot-nox", done.stderr)
        self.assertIn("gnuplot-nox", bare.read_text())
        self.assertEqual(bare.read_text().count("<details open>"),
                         page.read_text().count("<details>"))

    # One of the name of ours, and a helm of the usual name: neither would be
    # found again by it.
    def test_what_is_ones_own_is_repeated_by_its_path(self):
        text = json.dumps({
            "name": "post", "strategies": [{"name": "sequential"}],
            "charts": [{"name": "mine", "path":
                        str(SOURCE / "scenarios/charts/redis")}]})
        scenario = self.write("my own/post.json", text)
        latency = self.write("my own/kwok.json", "{}")
        stand_in = pathlib.Path(BINARY).parent / "helm-stand-in"
        helm = self.write("my own/helm", f'#!/bin/sh\nexec {stand_in} "$@"\n',
                          0o755)
        arguments = ("--scenario", "my own/post.json", "--cluster",
                     "simulated", "--latency", "my own/kwok.json", "--helm",
                     "my own/helm", "--runs", "1", *QUICK, "--results",
                     self.results)
        done = self.bench(*arguments, inside=self.folder)
        self.assertEqual(done.returncode, 0, done.stderr)
        first, = self.result_files()
        result = json.loads(first.read_text())
        self.assertEqual(result["scenario"]["file"], str(scenario))
        digest = hashlib.sha256(text.encode()).hexdigest()
        self.assertEqual(result["scenario"]["digest"], "sha256:" + digest)

        report = self.bench("report", first).stdout
        self.assertIn(digest, report)
        command, = (line for line in report.splitlines()
                    if line.startswith("  ./bench "))
        for path in scenario, latency, helm:
            self.assertIn(f" '{path}'", command)
        again = self.bench(*shlex.split(command)[1:], *QUICK, "--results",
                           self.results, inside="/")
        self.assertEqual(again.returncode, 0, again.stderr)
        second, = set(self.result_files()) - {first}
        repeated = json.loads(second.read_text())
        self.assertEqual(repeated["scenario"], result["scenario"])
        self.assertEqual(repeated["plan"], result["plan"])

    def test_a_bad_target_is_refused_before_anything_is_touched(self):
        for target, words in (("/nowhere/page.html", "there is no folder"),
                              (self.folder / "page.pdf", ".html or .md"),
                              ("-", "name a file")):
            self.assert_refused(
                self.measure("--runs", "1", "--report", target), words)
        scenario = self.write("mine.md", "{}")
        (self.folder / "mine.json").symlink_to(scenario)
        for option in ("--report", "--export-json"):
            self.assert_refused(
                self.bench("--scenario", SOURCE / "scenarios/post.json",
                           "--latency", self.folder / "mine.json", option,
                           scenario), "would write over")
        shared = self.folder / "page.md"
        self.assert_refused(
            self.measure("--runs", "1", "--report", shared,
                         "--export-markdown", shared), "goes there already")
        self.assertFalse(self.results.exists() and any(self.results.iterdir()))

    def test_what_is_no_result_is_refused(self):
        self.results.mkdir()
        self.assert_refused(self.bench("report", "--results", self.results),
                            "no result in")
        self.assert_refused(self.bench("report", "/nowhere.json"),
                            "/nowhere.json")


if __name__ == "__main__":
    unittest.main()
