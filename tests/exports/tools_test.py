"""Our exports, read by the programs they are for: the golden files, which the
units hold to what the program writes, and the exports of a run made here."""

import csv
import html.parser
import io
import json
import os
import pathlib
import re
import shutil
import statistics
import sys
import tempfile
import unittest

import readers
from readers import SOURCE, run

sys.path.insert(0, str(SOURCE / "tests/e2e"))
from program import ANY_MACHINE, BINARY, own_world  # noqa: E402

GOLDEN = SOURCE / "tests/data/exports"
STRATEGIES = ["sequential", "thread-pool@5", "process-pool@5"]
FILES = {
    "--export-json": "hyperfine.json",
    "--export-benchmark": "benchmark.json",
    "--export-gobench": "gobench.txt",
    "--export-junit": "junit.xml",
    "--export-csv": "csv",
    "--export-markdown": "md",
    "--export-bmf": "bmf.json",
    "--export-github": "github.json",
    "--export-github-speedup": "github-speedup.json",
}
NOT_REAL = "simulated cluster, helm stand-in: not a measurement of Kubernetes"


def setUpModule():
    """One short run, with all the exports."""
    global FOLDER
    FOLDER = pathlib.Path(tempfile.mkdtemp(prefix="bench-tools-"))
    unittest.addModuleCleanup(shutil.rmtree, FOLDER)
    bench = [BINARY, "--scenario", "three-charts", "--cluster", "simulated",
             "--latency", "instant", "--helm", "stand-in", "--runs", "6",
             *ANY_MACHINE, "--results", FOLDER / "results", "--quiet"]
    for option, ending in FILES.items():
        bench += [option, FOLDER / f"run.{ending}"]
    readers.must_run(*bench, env=own_world(FOLDER / "home"))


def both(ending):
    """The sample's export and the run's, each with its name."""
    return [("sample", GOLDEN / f"sample.{ending}"),
            ("run", FOLDER / f"run.{ending}")]


class Case(unittest.TestCase):
    maxDiff = None

    def broken(self, path, change):
        """A copy of a JSON file after change(JSON)."""
        document = json.loads(path.read_text())
        change(document)
        copy = FOLDER / "broken.json"
        copy.write_text(json.dumps(document))
        return copy


class Hyperfine(Case):
    """hyperfine's own scripts."""

    def script(self, name, *arguments):
        return run(readers.python(),
                   readers.hyperfine_scripts() / f"{name}.py", *arguments,
                   env={**os.environ, "MPLBACKEND": "Agg"})

    def draw(self, name, *arguments):
        picture = FOLDER / "picture.png"
        picture.unlink(missing_ok=True)
        done = self.script(name, *arguments, "-o", picture)
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertEqual(picture.read_bytes()[:4], b"\x89PNG")

    def test_plots(self):
        for name in ("plot_whisker", "plot_histogram", "plot_progression",
                     "plot_benchmark_comparison"):
            for which, path in both("hyperfine.json"):
                with self.subTest(name, file=which):
                    self.draw(name, path)

    def test_plots_names_nobody_would_choose(self):
        self.draw("plot_whisker", GOLDEN / "hostile.hyperfine.json")

    def test_plots_one_curve_a_file(self):
        paths = []
        for count in (1, 2):
            def one(document, count=count):
                document["results"][0]["parameters"]["namespaces"] = str(count)
            path = FOLDER / f"scan-{count}.json"
            self.broken(GOLDEN / "sample.hyperfine.json", one).rename(path)
            paths.append(path)
        self.draw("plot_parametrized", *paths)

    def test_statistics_are_those_of_the_times(self):
        for which, path in both("hyperfine.json"):
            done = self.script("advanced_statistics", path, "--time-unit",
                               "millisecond")
            self.assertEqual(done.returncode, 0, done.stdout)
            parts = done.stdout.split("Command '")[1:]
            results = json.loads(path.read_text())["results"]
            self.assertEqual([part.split("'")[0] for part in parts],
                             [result["command"] for result in results])
            for part, result in zip(parts, results):
                for key in ("mean", "stddev", "median", "min", "max"):
                    with self.subTest(key, file=which):
                        theirs = float(re.search(rf"{key}: +([\d.]+)",
                                                 part)[1])
                        self.assertAlmostEqual(theirs, 1000 * result[key], 3)

    def test_t_test(self):
        pair = self.broken(GOLDEN / "sample.hyperfine.json",
                           lambda document: document["results"].pop())
        self.assertIn("There is a difference",
                      self.script("welch_ttest", pair).stdout)

    def test_the_scripts_notice_what_is_wrong(self):
        def second_parameter(document):
            document["results"][0]["parameters"]["workers"] = "5"

        def no_times(document):
            document["results"][0]["times"] = None

        sample = GOLDEN / "sample.hyperfine.json"
        done = self.script("plot_parametrized",
                           self.broken(sample, second_parameter))
        self.assertIn("exactly one parameter", done.stdout)
        done = self.script("plot_whisker", self.broken(sample, no_times))
        self.assertNotEqual(done.returncode, 0)


class GoogleBenchmark(Case):
    """compare.py of Debian's libbenchmark-tools."""

    def compare(self, *arguments):
        """What it found, row by row."""
        report = FOLDER / "report.json"
        done = run(readers.python(), readers.COMPARE, "--no-color",
                   "--dump_to_json", report, *arguments)
        self.assertEqual(done.returncode, 0, done.stdout)
        return {row["name"]: row for row in json.loads(report.read_text())}

    def test_pairs_the_same_strategies_of_two_files(self):
        def twice(document):
            for entry in document["benchmarks"]:
                entry["real_time"] *= 2

        sample = GOLDEN / "sample.benchmark.json"
        rows = self.compare("benchmarks", sample, self.broken(sample, twice))
        for strategy in STRATEGIES:
            row = rows[f"three-charts/releases:3/namespaces:1/{strategy}"]
            self.assertEqual(len(row["measurements"]), 7)
            self.assertEqual(row["measurements"][0]["time"], 1)
            self.assertLess(row["utest"]["time_pvalue"], 0.01)
            self.assertEqual(row["utest"]["nr_of_repetitions"], 7)

    def test_pairs_two_strategies_of_one_file(self):
        for which, path in both("benchmark.json"):
            with self.subTest(file=which):
                rows = self.compare("filters", path, "sequential",
                                    "thread-pool@5")
                name = ("three-charts/releases:3/namespaces:1/"
                        "[sequential vs. thread-pool@5]")
                times = [entry["real_time"]
                         for entry in json.loads(path.read_text())["benchmarks"]
                         if entry["name"].endswith("/sequential")]
                self.assertEqual([pair["real_time"] for pair
                                  in rows[name]["measurements"]], times)

    def test_other_names_are_no_pair(self):
        def rename(document):
            for entry in document["benchmarks"]:
                entry["name"] += "/runs:7"

        sample = GOLDEN / "sample.benchmark.json"
        rows = self.compare("benchmarks", sample, self.broken(sample, rename))
        self.assertEqual(list(rows), ["OVERALL_GEOMEAN"])

    def test_reads_names_nobody_would_choose(self):
        hostile = GOLDEN / "hostile.benchmark.json"
        rows = self.compare("benchmarks", hostile, hostile)
        self.assertEqual(len([name for name in rows if "/releases:3/" in name
                              and not name.endswith(
                                  ("_mean", "_median", "_stddev", "_cv"))]), 8)


class Benchstat(Case):
    def columns(self, path):
        """Strategy -> its median in seconds, as benchstat found it."""
        done = run(readers.benchstat(), "-col", "/strategy", "-format", "csv",
                   path)
        self.assertEqual(done.returncode, 0, done.stdout)
        lines = list(csv.reader(io.StringIO(done.stdout)))
        at = next(i for i, line in enumerate(lines) if line[1:2] == ["sec/op"])
        names = lines[at - 1]
        return {name: float(lines[at + 1][i])
                for i, name in enumerate(names) if name}, done.stdout

    def test_compares_the_strategies(self):
        for which, path in both("gobench.txt"):
            with self.subTest(file=which):
                columns, _ = self.columns(path)
                self.assertEqual(list(columns), STRATEGIES)
                ours = json.loads(path.with_name(
                    path.name.replace("gobench.txt", "hyperfine.json"))
                    .read_text())
                for result in ours["results"]:
                    self.assertAlmostEqual(columns[result["command"]],
                                           result["median"], 6)

    def test_counts_every_block(self):
        done = run(readers.benchstat(), "-col", "/strategy",
                   GOLDEN / "sample.gobench.txt")
        self.assertIn("p=0.001 n=7", done.stdout)
        self.assertIn("settled-sec/op", done.stdout)

    def test_says_what_is_not_real(self):
        self.assertIn(NOT_REAL, self.columns(FOLDER / "run.gobench.txt")[1])

    def test_no_two_names_become_one(self):
        columns, _ = self.columns(GOLDEN / "hostile.gobench.txt")
        self.assertEqual(len(columns), 8)
        self.assertIn("v%2D12", columns)

    def test_would_cut_off_digits_at_the_end(self):
        text = (GOLDEN / "hostile.gobench.txt").read_text()
        broken = FOLDER / "broken.txt"
        broken.write_text(text.replace("v%2D12", "v-12"))
        done = run(readers.benchstat(), "-col", "/strategy", "-format", "csv",
                   broken)
        self.assertIn(",v,", done.stdout)


class JUnit(Case):
    """junitparser."""

    PARSE = """
import json, sys, junitparser
cases = {}
for suite in junitparser.JUnitXml.fromfile(sys.argv[1]):
    counts = [suite.tests, suite.failures, suite.errors, suite.skipped]
    properties = {one.name: one.value for one in suite.properties()}
    for case in suite:
        cases[case.name] = [type(one).__name__ for one in case.result]
print(json.dumps([counts, properties, cases]))
"""

    def parse(self, path):
        done = run(readers.python(), "-c", self.PARSE, path)
        self.assertEqual(done.returncode, 0, done.stdout)
        return json.loads(done.stdout)

    def test_finds_thresholds_and_strategies(self):
        counts, properties, cases = self.parse(GOLDEN / "sample.junit.xml")
        self.assertEqual(counts, [6, 2, 0, 1])
        self.assertEqual(properties["not_real"], "")
        self.assertEqual(list(cases.values()),
                         [[], ["Failure"], ["Skipped"], [], [], ["Failure"]])

    def test_reads_a_run(self):
        counts, properties, cases = self.parse(FOLDER / "run.junit.xml")
        self.assertEqual(counts, [3, 0, 0, 0])
        self.assertEqual(properties["not_real"], NOT_REAL)
        self.assertEqual(list(cases), STRATEGIES)

    def test_reads_names_nobody_would_choose(self):
        _, _, cases = self.parse(GOLDEN / "hostile.junit.xml")
        for name in ("<script>alert(1)</script> & \"quotes\"", "a|b|c",
                     "two\nlines\ufffd\n# three",
                     "no \ufffd\ufffd UTF-8 \ufffd\ufffd[31m"):
            self.assertIn(name, cases)


class Table(html.parser.HTMLParser):
    """The cells of all tables, row by row, and every tag that there is."""

    def __init__(self, text):
        super().__init__()
        self.rows, self.tags, self.cell = [], set(), None
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.cell = ""

    def handle_endtag(self, tag):
        if tag in ("td", "th"):
            self.rows[-1].append(self.cell)
            self.cell = None

    def handle_data(self, data):
        if self.cell is not None:
            self.cell += data


class Markdown(Case):
    """cmark-gfm, which is what GitHub renders with."""

    def render(self, path):
        done = run("cmark-gfm", "--unsafe", "-e", "table", path)
        self.assertEqual(done.returncode, 0, done.stdout)
        return Table(done.stdout), done.stdout

    def test_renders_the_tables(self):
        for which, path in both("md"):
            with self.subTest(file=which):
                table, _ = self.render(path)
                self.assertEqual([row[0] for row in table.rows[:4]],
                                 ["Command", *STRATEGIES])
                self.assertEqual({len(row) for row in table.rows[:4]}, {5})
                self.assertEqual([row[0] for row in table.rows[4:7]],
                                 ["Compared with sequential", *STRATEGIES[1:]])
                self.assertEqual({len(row) for row in table.rows[4:7]}, {6})

    def test_what_is_not_real_comes_first(self):
        _, text = self.render(FOLDER / "run.md")
        self.assertTrue(text.startswith(f"<p><strong>{NOT_REAL}</strong></p>"))

    def test_names_are_shown_as_they_are(self):
        table, _ = self.render(GOLDEN / "hostile.md")
        self.assertEqual([row[0] for row in table.rows[1:9]], [
            "=HYPERLINK(\"http://x\",'y')", "v-12",
            "<script>alert(1)</script> & \"quotes\"", "a|b|c",
            "two lines  # three", "`tick` ``s",
            "no \ufffd\ufffd UTF-8   [31m", "x" * 300])
        self.assertLessEqual(
            table.tags, {"p", "strong", "table", "thead", "tbody", "tr", "th",
                         "td", "code", "ul", "li"})


class Csv(Case):
    """Python's csv module, strict."""

    def read(self, path):
        with open(path, newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file, strict=True))
        for row in rows:
            self.assertNotIn(None, row)  # cells without a column
            self.assertNotIn(None, row.values())  # columns without a cell
        return rows

    def test_has_every_trial_and_which_count(self):
        for which, path in both("csv"):
            with self.subTest(file=which):
                rows = self.read(path)
                ours = json.loads(path.with_name(
                    path.name.replace("csv", "hyperfine.json")).read_text())
                if which == "run":
                    result, = FOLDER.glob("results/*.json")
                    trials = json.loads(result.read_text())["trials"]
                    self.assertEqual(len(rows), len(trials))
                for result in ours["results"]:
                    self.assertEqual(
                        [float(row["returned_s"]) for row in rows
                         if row["strategy"] == result["command"]
                         and row["counts"] == "1"], result["times"])

    def test_names_are_kept_but_for_formulas(self):
        rows = self.read(GOLDEN / "hostile.csv")
        self.assertEqual(rows[0]["strategy"],
                         "'=HYPERLINK(\"http://x\",'y')")
        self.assertEqual(rows[4]["strategy"], "two\nlines\r\n# three")


class DocumentedOnly(Case):
    """What reads these is in no package registry, so the keys that its
    documentation and source name are all there is to hold them against."""

    def test_github_action_benchmark(self):
        # Its README, "customBiggerIsBetter", and its BenchmarkResult.
        for ending in ("github.json", "github-speedup.json"):
            for _, path in both(ending):
                entries = json.loads(path.read_text())
                self.assertEqual(len(entries), 3 - ("speedup" in ending))
                self.assertEqual(len({one["name"] for one in entries}),
                                 len(entries))
                for entry in entries:
                    self.assertLessEqual(set(entry), {
                        "name", "unit", "value", "range", "extra"})
                    self.assertGreater(entry["value"], 0)
                    self.assertRegex(entry["range"], r"^± \d+(\.\d+)?$")
        extra = json.loads((FOLDER / "run.github.json").read_text())[0]["extra"]
        self.assertIn(NOT_REAL, extra)

    def test_github_values_are_medians(self):
        for _, path in both("github.json"):
            ours = json.loads(path.with_name(path.name.replace(
                "github", "hyperfine")).read_text())
            for entry, result in zip(json.loads(path.read_text()),
                                     ours["results"]):
                self.assertAlmostEqual(
                    entry["value"],
                    1000 * statistics.median(result["times"]), 5)

    def test_bencher_metric_format(self):
        # bencher's reference, "Bencher Metric Format".
        for _, path in both("bmf.json"):
            strategies = json.loads(path.read_text())
            self.assertEqual(len(strategies), 3)
            for name, measures in strategies.items():
                self.assertLessEqual(len(name.encode()), 1024)
                self.assertEqual(list(measures), ["latency", "settled"])
                for metric in measures.values():
                    self.assertEqual(list(metric), [
                        "value", "lower_value", "upper_value"])
                    self.assertLessEqual(metric["lower_value"],
                                         metric["value"])
                    self.assertLessEqual(metric["value"],
                                         metric["upper_value"])

    def test_bencher_reads_hyperfine(self):
        # Of its shell_hyperfine: what may not be missing, and null nowhere.
        for _, path in both("hyperfine.json"):
            for result in json.loads(path.read_text())["results"]:
                self.assertTrue(result["command"])
                for key in ("mean", "median", "user", "system", "min", "max"):
                    self.assertIsInstance(result[key], (int, float))
                self.assertEqual(len(result["exit_codes"]),
                                 len(result["times"]))


if __name__ == "__main__":
    unittest.main()
