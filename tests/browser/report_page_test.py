"""The page of ./bench report, opened in Chromium: in light and dark, on a wide
screen, a phone and paper. Pictures of it are kept in screenshots/ beside the
program. What is not there yet is fetched once: Chromium by apt, axe-core by npm
into ${XDG_CACHE_HOME:-~/.cache}/helm-bench/axe-core-VERSION."""

import copy
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

from chromium import Chromium

SOURCE = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(SOURCE / "tests/e2e"))
from program import ANY_MACHINE, BINARY, own_world  # noqa: E402

SCREENSHOTS = pathlib.Path(BINARY).parent / "screenshots"
AXE = "4.14.1"

WIDE, PHONE = 1200, 360
# Each would do something, were it ever taken for code.
HOSTILE = [
    "<script>window.ran=1</script>",
    "</script><img src=x onerror=window.ran=1>",
    "\"><svg onload=window.ran=1>",
    "' onmouseover='window.ran=1",
    "`touch TOUCHED` $(touch TOUCHED)",
    "@x | a | b \\n {/Symbol x}",
    "two\nlines\r\n# three",
    "right to left \u202e\u2067 and \u200f back",
    "x" * 300,
    "javascript:window.ran=1",
]


def run(*command, **options):
    done = subprocess.run(list(map(str, command)), stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          text=True, timeout=600, **options)
    assert done.returncode == 0, f"{command}: {done.stdout}"
    return done.stdout


def install():
    """What Debian has of it."""
    packages = ["chromium"] + ([] if shutil.which("npm") else ["npm"])
    run("bash", "-c", '. "$0"; install_packages $(packages_to_report) "$@"',
        SOURCE / "scripts/lib/packages.sh", *packages)


def axe():
    """axe-core's own script."""
    base = os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache"
    folder = pathlib.Path(base) / f"helm-bench/axe-core-{AXE}"
    script = folder / "node_modules/axe-core/axe.min.js"
    if not script.exists():
        folder.mkdir(parents=True, exist_ok=True)
        run("npm", "install", "--prefix", folder, "--no-save",
            "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts",
            f"axe-core@{AXE}")
    return script.read_text()


def measure():
    """A short run on the simulated cluster."""
    run(BINARY, "--scenario", "three-charts", "--cluster", "simulated",
        "--latency", "instant", "--helm", "stand-in", "--runs", "6",
        *ANY_MACHINE, "--results", FOLDER, "--quiet",
        env=own_world(FOLDER / "home"))
    results = list(FOLDER.glob("three-charts-*.json"))
    assert len(results) == 1, results
    return json.loads(results[0].read_text())


def rename(result, names):
    """The result with other names of strategies, releases and whatever else
    strangers may choose."""
    result = copy.deepcopy(result)
    scenario = result["scenario"]
    texts = dict(zip([s["name"] for s in scenario["strategies"]], names))

    for trial in result["trials"] + result["plan"]["trials"]:
        trial["strategy"] = texts[trial["strategy"]]
        for release in trial.get("releases", []):
            release.update(namespace=names[5], name=names[6])
    for strategy in scenario["strategies"]:
        strategy["name"] = texts[strategy["name"]]
    scenario["name"] = names[0]
    result["ended_early"] = names[1]
    result["environment"]["cpu_model"] = names[2]
    result["environment"]["kernel"] = names[3]
    return result


def lengthen(result, trials):
    """So many trials, block after block, each a little different."""
    result = copy.deepcopy(result)
    plan = result["plan"]
    per_block = len(result["scenario"]["strategies"])
    block = [t for t in result["trials"] if t["block"] == 1]
    assert len(block) == per_block, block
    blocks = -(-trials // per_block)
    result["trials"], plan["trials"] = [], []
    plan.update(blocks=blocks, max_blocks=blocks)
    for number in range(1, blocks + 1):
        for trial in copy.deepcopy(block):
            trial["block"] = number
            factor = 1 + (number * 7919 % 101) / 500
            for key in ("returned_s", "settled_s"):
                trial[key] *= factor
            result["trials"].append(trial)
            plan["trials"].append({k: trial[k] for k in
                                   ("block", "position", "strategy",
                                    "workers")})
    return result


def report(result, name, *more):
    """The page of a result."""
    source, page = FOLDER / f"{name}.json", FOLDER / f"{name}.html"
    source.write_text(json.dumps(result))
    run(BINARY, "report", source, "-o", page, *more, cwd=FOLDER)
    return page


def setUpModule():
    global FOLDER, BROWSER, AXE_SCRIPT, RESULT
    FOLDER = pathlib.Path(tempfile.mkdtemp(prefix="bench-browser-"))
    unittest.addModuleCleanup(shutil.rmtree, FOLDER)
    install()
    AXE_SCRIPT = axe()
    RESULT = measure()
    SCREENSHOTS.mkdir(exist_ok=True)
    BROWSER = Chromium()
    unittest.addModuleCleanup(BROWSER.close)


class Page(unittest.TestCase):
    maxDiff = None

    def open(self, page, width=WIDE, dark=False):
        BROWSER.look(width, dark)
        BROWSER.open(page.as_uri())
        self.assertEqual(BROWSER.requested(), [])
        self.assertEqual(BROWSER.complaints(), [])

    def assert_fits(self):
        wide, window = BROWSER.evaluate(
            "[document.documentElement.scrollWidth, innerWidth]")
        self.assertLessEqual(wide, window)

    def assert_accessible(self):
        BROWSER.evaluate("document.querySelectorAll('details')"
                         ".forEach(one => one.open = true)")
        BROWSER.evaluate(AXE_SCRIPT + "; 0")
        self.assertEqual(BROWSER.evaluate("""
            axe.run().then(found => found.violations.map(violation =>
                [violation.id, violation.nodes.map(node => node.html)]))"""),
            [])

    def assert_harmless(self):
        self.assertEqual(BROWSER.evaluate("typeof window.ran"), "undefined")
        self.assertEqual(BROWSER.evaluate(
            "document.querySelectorAll('script,img,iframe,object,link,"
            "[onload],[onerror],[onmouseover]').length"), 0)

    def test_wide_and_narrow_light_and_dark(self):
        page = report(RESULT, "run")
        for width, size in ((WIDE, "wide"), (PHONE, "phone")):
            for dark in (False, True):
                with self.subTest(size, dark=dark):
                    self.open(page, width, dark)
                    self.assert_fits()
                    BROWSER.screenshot(SCREENSHOTS / "report-{}-{}.png".format(
                        size, "dark" if dark else "light"))
                    self.assert_accessible()
                    self.assert_fits()

    def test_the_pages_colours_are_the_readers(self):
        page = report(RESULT, "run")
        grounds = []
        for dark in (False, True):
            self.open(page, dark=dark)
            grounds.append(BROWSER.evaluate(
                "[getComputedStyle(document.body).backgroundColor,"
                " getComputedStyle(document.querySelector('figure svg text')"
                ".parentNode).fill]"))
        self.assertNotEqual(grounds[0][0], grounds[1][0])
        self.assertNotEqual(grounds[0][1], grounds[1][1])

    def test_every_picture_has_its_words_and_its_table(self):
        page = report(RESULT, "run")
        self.open(page)
        figures = BROWSER.evaluate("""
            [...document.querySelectorAll('figure')].map(figure => [
                figure.querySelectorAll('svg[role=img] desc').length,
                figure.querySelectorAll('details table tbody tr').length])""")
        self.assertEqual(len(figures), 4)
        for pictures, rows in figures:
            self.assertEqual(pictures, 1)
            self.assertGreater(rows, 0)

    def test_it_prints(self):
        page = report(RESULT, "run")
        self.open(page)
        paper = SCREENSHOTS / "report.pdf"
        BROWSER.pdf(paper)
        self.assertEqual(paper.read_bytes()[:5], b"%PDF-")

    def test_a_normal_page_is_small(self):
        page = report(RESULT, "run")
        self.assertLess(page.stat().st_size, 1_000_000)

    def test_no_name_does_anything(self):
        touched = FOLDER / "touched"
        names = [name.replace("TOUCHED", str(touched)) for name in HOSTILE]
        for first in range(0, len(names) - 2, 3):
            turned = names[first:] + names[:first]
            with self.subTest(turned[0]):
                page = report(rename(RESULT, turned), f"hostile-{first}")
                run(BINARY, "report", page.with_suffix(".json"), "--png", "-o",
                    page.with_suffix(".md"), cwd=FOLDER)
                run(BINARY, "report", page.with_suffix(".json"), cwd=FOLDER)
                for width in (WIDE, PHONE):
                    self.open(page, width)
                    self.assert_harmless()
                    self.assert_fits()
                BROWSER.screenshot(SCREENSHOTS / f"hostile-{first}.png")
                self.assert_accessible()
                pictures = list(FOLDER.glob(f"hostile-{first}-*.svg"))
                self.assertTrue(pictures)
                for svg in pictures:
                    self.open(svg)
                    self.assertEqual(
                        BROWSER.evaluate("typeof window.ran"), "undefined")
        self.assertFalse(touched.exists())

    def test_what_is_wrong_stands_in_the_first_lines(self):
        def fail(trial):
            trial.update(valid=False, invalid_kind="failed",
                         invalid_reason="no helm")

        def change(words, **changes):
            result = copy.deepcopy(RESULT)
            result.update(changes)
            return words, result

        failed = copy.deepcopy(RESULT)
        for trial in failed["trials"]:
            fail(trial)
        partly = copy.deepcopy(RESULT)
        fail(partly["trials"][4])
        one = copy.deepcopy(RESULT)
        one["trials"] = [t for t in one["trials"] if t["block"] == 1]
        for name, (words, result) in {
            "simulated": change("not a measurement of Kubernetes"),
            "interrupted": change("Ended early: interrupted by SIGINT",
                                  ended_early="interrupted by SIGINT"),
            "one-block": ("no claim from 1 block", one),
            "partly-failed": ("Not valid: 1 of 21 trials", partly),
            "all-failed": ("nothing can be compared", failed),
        }.items():
            with self.subTest(name):
                if name == "all-failed":  # exit code 1, and a page
                    with self.assertRaises(AssertionError):
                        report(result, name)
                    page = FOLDER / f"{name}.html"
                else:
                    page = report(result, name)
                self.open(page, PHONE)
                self.assertIn(words, BROWSER.evaluate(
                    "document.querySelector('.alarms').innerText"))
                BROWSER.screenshot(SCREENSHOTS / f"{name}.png", height=900)
                self.assert_accessible()

    def test_ten_thousand_trials(self):
        page = report(lengthen(RESULT, 10_000), "long")
        self.assertLess(page.stat().st_size, 5_000_000)
        self.open(page)
        self.assert_fits()
        BROWSER.screenshot(SCREENSHOTS / "long.png")


if __name__ == "__main__":
    unittest.main()
