"""What goes wrong with helm while it runs: said, recorded, and nothing left
behind."""

import unittest

from cluster_case import ClusterCase, chart, config_map


class HelmFaults(ClusterCase):
    def test_helm_killed(self):
        helm = self.wrapped_helm('[ "$1" = uninstall ] && kill -9 $$')
        result = self.assert_invalid(
            self.run_bench(self.scenario(timeouts={"settle_s": 1}), "--helm",
                           helm), "signal 9")
        release = result["trials"][0]["releases"][0]
        self.assertIsNone(release["exit_code"])
        self.assertIs(release["gone"], False)

    def test_helm_hanging(self):
        helm = self.wrapped_helm('[ "$1" = uninstall ] && sleep 600')
        scenario = self.scenario(timeouts={"uninstall_s": 1, "settle_s": 1})
        self.assert_invalid(self.run_bench(scenario, "--helm", helm),
                            "timed out")

    def test_helm_that_cannot_list(self):
        helm = self.wrapped_helm(
            '[ "$1" = list ] && echo "Error: no such thing" >&2 && exit 1')
        self.assert_invalid(
            self.run_bench(self.scenario(timeouts={"settle_s": 1}), "--helm",
                           helm), "no such thing")

    def test_one_failure_harms_no_other_release(self):
        plain = [chart(self.folder, name, map=config_map("{{ .Release.Name }}"))
                 for name in ("one", "two", "three")]
        helm = self.wrapped_helm(
            '[ "$1 $2" = "uninstall two" ] && echo "Error: boom" >&2 && exit 1')
        scenario = self.scenario(*plain, strategies=[
            {"name": "sequential"}, {"name": "thread-pool"},
            {"name": "process-pool"}], timeouts={"settle_s": 1})
        result = self.assert_invalid(
            self.run_bench(scenario, "--helm", helm), "boom", trials=6)
        for trial in result["trials"]:
            gone = {r["name"]: r["gone"] for r in trial["releases"]}
            self.assertEqual(gone, {"one": True, "two": False, "three": True})

    # GitHub shows nothing of a summary of more than 1 MiB.
    def test_helm_that_says_too_much(self):
        helm = self.wrapped_helm(
            '[ "$1" = uninstall ] && echo "Error: begin" >&2 && '
            "head -c 300000 /dev/zero | tr '\\0' 'x' >&2 && "
            'echo " end" >&2 && exit 1')
        summary = self.folder / "summary.md"
        exported = {name: self.folder / f"exported.{name}"
                    for name in ("json", "markdown", "csv", "junit")}
        page = self.folder / "page.html"
        exports = [word for name, file in exported.items()
                   for word in (f"--export-{name}", file)]
        done = self.run_bench(
            self.scenario(blocks=5, timeouts={"settle_s": 0.1}), "--helm",
            helm, "--report", page, *exports, GITHUB_ACTIONS="true",
            GITHUB_STEP_SUMMARY=str(summary))
        result = self.assert_invalid(done, "begin", trials=8)
        for text in (done.stdout, done.stderr, page.read_text(),
                     summary.read_text(),
                     *(file.read_text() for file in exported.values())):
            self.assertLess(len(text), 100_000)
            self.assertIn("bytes left out", text)
            self.assertIn("xxx end", text)
        for trial in result["trials"]:
            self.assertLessEqual(len(trial["invalid_reason"].encode()), 1000)
            self.assertEqual(trial["whole_reason"].count("x"), 300_000)
            self.assertEqual(trial["releases"][0]["error"].count("x"), 300_000)

    def test_a_worker_of_the_process_pool_killed(self):
        # Its helm kills its parent: the worker process.
        helm = self.wrapped_helm(
            '[ "$1" = uninstall ] && kill -9 $PPID && sleep 1')
        done = self.run_bench(
            self.scenario(strategies=[{"name": "process-pool"}],
                          timeouts={"settle_s": 1}), "--helm", helm)
        self.assert_invalid(done, "worker")


if __name__ == "__main__":
    unittest.main()
