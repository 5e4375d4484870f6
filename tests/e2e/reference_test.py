"""What is written about the reference results is what they say: no figure of
the READMEs can drift from results/reference."""

import json
import re
import unittest

from program import SOURCE, Case

FOLDER = SOURCE / "results/reference"
# Of the blog post, not of ours.
CLAIMED = {"0.8 s", "0.48 s", "40 %", "1.67"}
NUMBER = re.compile(r"(?<![\w.@/-])\d+(?:\.\d+)?(?: (?:%|ms|s)(?!\w))?")
CODE = re.compile(r"```.*?```|`[^`]*`|\]\([^)]*\)", re.DOTALL)


def sessions(name):
    return sorted(FOLDER.glob(f"{name}-[0-9]*.json"))


def one_spaced(text):
    return re.sub(r"[ \t]+", " ", text)


def blocks(text):
    """The lines of each fenced block."""
    return [block.splitlines()[1:] for block in
            re.findall(r"```(.*?)```", text, re.DOTALL)]


class Reference(Case):
    def setUp(self):
        super().setUp()
        self.names = sorted(file.stem for file in FOLDER.glob("*.txt"))
        self.assertLessEqual({"post", "many-namespaces", "three-charts"},
                             set(self.names))

    def run_well(self, *arguments):
        done = self.bench(*arguments, "--color", "never")
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def test_post_and_many_namespaces_have_three_sessions_of_twelve_blocks(self):
        for name in ("post", "many-namespaces"):
            self.assertRegex(self.text(name), r"3 sessions")
            self.assertEqual(len(sessions(name)), 3)

    def test_the_texts_are_what_the_program_says(self):
        for name in self.names:
            self.assertEqual(self.run_well("analyze", *sessions(name)),
                             self.text(name), name)

    def test_the_posts_are_what_the_program_writes(self):
        for name in self.names:
            again = self.folder / f"{name}.md"
            smaller = sessions("post") if name == "many-namespaces" else ()
            self.run_well("report", *sessions(name), *smaller, "-o", again)
            self.assertEqual(again.read_text(),
                             (FOLDER / again.name).read_text(), name)

    def text(self, name):
        return (FOLDER / f"{name}.txt").read_text()

    def test_the_readme_of_the_results_has_their_figures(self):
        readme = (SOURCE / "results/README.md").read_text()
        sections = readme.split("\n## ")[1:]
        self.assertGreaterEqual(len(sections), 4)
        for section in sections:
            title = section.splitlines()[0]
            texts = [(FOLDER / name).read_text() for name in
                     re.findall(r"\(reference/([\w-]+\.txt)\)", section)]
            if NUMBER.search(CODE.sub("", section)):
                self.assertTrue(texts, f"{title}: of which file?")
            said = one_spaced("\n".join(texts))
            self.check_rows(title, section, said)
            prose = "\n".join(line for line in CODE.sub("", section).splitlines()
                              if not line.startswith("|"))
            known = set(NUMBER.findall(said)) | CLAIMED
            for number in NUMBER.findall(prose):
                self.assertIn(number, known, title)

    def check_rows(self, title, section, said):
        """Each row of a table is a line of the analysis, cell by cell."""
        rows = [line for line in section.splitlines() if line.startswith("| `")]
        for row in rows:
            cells = [cell.strip().strip("`") for cell in row.strip("|").split("|")]
            self.assertIn(" ".join(cells), said, title)

    def test_the_main_readme_shows_what_the_program_prints(self):
        shown = [block for block in
                 blocks((SOURCE / "README.md").read_text())
                 if block and block[0].startswith("three-charts: 3 releases")]
        self.assertTrue(shown)
        real = self.text("three-charts").splitlines()
        for block in shown:
            rest = iter(real)
            for line in block:
                if line != "…":
                    self.assertIn(line, rest)  # in this order

    def test_the_simulators_readme_has_the_figures_of_the_validation(self):
        file = SOURCE / "results/validation/many-namespaces.json"
        validation = json.loads(file.read_text())
        readme = (SOURCE / "src/simulator/README.md").read_text()
        for name, strategy in validation["strategies"].items():
            kwok, simulated = strategy["kwok"], strategy["simulated"]
            self.assertIn(
                f"| `{name}` | {kwok['speedup']:.2f} "
                f"| {simulated['speedup']:.2f} | {strategy['apart']:+.0%} "
                f"| {kwok['limit']} | {simulated['limit']} |", readme)
        self.assertTrue(validation["agree"])


if __name__ == "__main__":
    unittest.main()
