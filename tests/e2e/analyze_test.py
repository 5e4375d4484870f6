"""What ./bench analyze says of results, on a machine without Kubernetes."""

import pathlib
import unittest

from program import BINARY, BareCase

STAND_IN = pathlib.Path(BINARY).parent / "helm-stand-in"


class Analyze(BareCase):
    def run_bench(self, *arguments):
        """What it prints but for where the result is, and that file."""
        before = self.result_files()
        done = self.measure(*arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        table, result = done.stdout.split("Result: ")
        new = [file for file in self.result_files() if file not in before]
        self.assertEqual(len(new), 1, new)
        self.assertTrue(result.strip().endswith(new[0].name), result)
        return table, new[0]

    def test_says_what_the_run_said(self):
        said, file = self.run_bench("--runs", "2")
        done = self.bench("analyze", file, "--color", "never")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stdout, said)
        self.assertEqual(done.stderr, "")
        self.assertIn("no claim from 2 blocks", said)
        self.assertIn("is the limit", said)
        self.assertIn("process-pool@5 with thread-pool@5", said)
        self.assertLessEqual(len(said.splitlines()), 40)

    def test_writes_the_report_of_a_run(self):
        run, again = self.folder / "run.html", self.folder / "again.html"
        _, file = self.run_bench("--runs", "1", "--report", run)
        done = self.bench("analyze", file, "--report", again)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(run.read_text(), again.read_text())

    def test_an_option_that_it_would_not_heed_is_refused(self):
        self.assert_refused(self.bench("analyze", "a.json", "--scenario", "x",
                                       "--cluster", "foo", "--aa"),
                            "./bench analyze does not take --scenario")

    def test_boots_of_a_cluster_are_sessions(self):
        files = [self.run_bench("--runs", "1", "--strategy", "sequential",
                                "--strategy", "thread-pool@2")[1]]
        for seconds in range(2):  # copies of it, each of another boot
            text = files[0].read_text()
            uid = f'"uid": "{seconds}'
            self.assertIn('"uid": "', text)
            files.append(self.write(f"copy-{seconds}.json",
                                    text.replace('"uid": "', uid, 1)))
        done = self.bench("analyze", *files)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("3 sessions", done.stdout)
        self.assertNotIn("One session", done.stdout)

    def test_unlike_environments_are_not_taken_together(self):
        _, file = self.run_bench("--runs", "1")
        text = file.read_text()
        for old, new in (('"uid": "', '"uid": "0'),
                         ('"cold_cache": false', '"cold_cache": true')):
            self.assertIn(old, text)
            text = text.replace(old, new, 1)
        other = self.write("other.json", text)
        for command in ("analyze", "report"):
            done = self.bench(command, file, other)
            self.assertEqual(done.returncode, 3, done.stderr)
            self.assertEqual(done.stdout, "")
            self.assertIn("discovery cache (warm, cold)", done.stderr)
            done = self.bench(command, file, other, "--allow-unlike", "a look")
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertIn("because: a look", done.stdout)

    def test_what_is_no_result_is_refused(self):
        self.assert_refused(self.bench("analyze"), "RESULT")
        self.assert_refused(self.bench("analyze", "/nowhere.json"),
                            "/nowhere.json")
        foreign = self.write("foreign.json", {"results": []})
        self.assert_refused(self.bench("analyze", foreign), "foreign.json",
                            "not a result")

    def test_a_result_without_a_valid_block_fails(self):
        helm = self.write("helm", '#!/bin/sh\n[ "$1" = install ] && exit 1\n'
                          f'exec {STAND_IN} "$@"\n', 0o755)
        run = self.measure("--runs", "1", helm=helm)
        self.assertEqual(run.returncode, 1, run.stderr)
        done = self.bench("analyze", *self.result_files())
        self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
        self.assertIn("No block is valid", done.stdout)
        self.assertTrue(run.stdout.startswith(done.stdout), run.stdout)


if __name__ == "__main__":
    unittest.main()
