"""./bench report and --report, on a machine without Kubernetes."""

import unittest

from program import SOURCE, BareCase


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
