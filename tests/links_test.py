"""Every link of every Markdown file leads somewhere: to a file that is here and,
behind a #, to a heading of it, by the name that GitHub makes of that."""

import os
import pathlib
import re
import tempfile
import unittest
import urllib.parse

SOURCE = pathlib.Path(__file__).resolve().parents[1]
# Reports as they must come out, whose pictures are not beside them.
EXPECTED_OUTPUT = SOURCE / "tests/data"

FENCE = re.compile(r"^ *(```+|~~~+).*?^ *\1[`~]* *$", re.M | re.S)
CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)", re.S)
HEADING = re.compile(r"^ {0,3}#{1,6} +(.*?) *#* *$", re.M)
TARGETS = [
    re.compile(r"\]\(\s*<?([^\s<>()]*(?:\([^\s()]*\)[^\s<>()]*)*)>?"
               r"(?:\s+[\"'][^\n]*?[\"'])?\s*\)"),  # [text](target "title")
    re.compile(r"^ {0,3}\[[^\]]+\]: *<?([^\s>]+)", re.M),  # [name]: target
    re.compile(r"<(?:a|img)\b[^>]*\b(?:href|src)=[\"']([^\"']*)[\"']"),
]
ANCHOR = re.compile(r"<\w+\b[^>]*\b(?:id|name)=[\"']([^\"']+)[\"']")
ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.I)
LINES = re.compile(r"L\d+(-L\d+)?")


def anchors(markdown):
    """What can stand behind a # that leads into this text."""
    text = FENCE.sub("", markdown)
    found = set(ANCHOR.findall(text))
    for heading in HEADING.findall(text):
        words = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", heading)
        name = re.sub(r"[^\w\- ]", "", words.strip().lower()).replace(" ", "-")
        number, unique = 0, name
        while unique in found:
            number += 1
            unique = f"{name}-{number}"
        found.add(unique)
    return found


def links(markdown):
    text = CODE.sub("", FENCE.sub("", markdown))
    return [link for target in TARGETS for link in target.findall(text)
            if not ELSEWHERE.match(link)]


def markdown_files(top):
    for folder, folders, files in os.walk(top):
        folders[:] = [name for name in folders if name not in (".git", "build")]
        yield from (pathlib.Path(folder, name) for name in sorted(files)
                    if name.endswith(".md"))


def why_broken(file, link):
    """Empty: it leads somewhere."""
    path, _, anchor = urllib.parse.unquote(link).partition("#")
    target = file.parent / path if path else file
    if not target.exists():
        return f"there is no {path}"
    if not anchor or (target.suffix != ".md" and LINES.fullmatch(anchor)):
        return ""
    if target.suffix == ".md" and anchor in anchors(target.read_text()):
        return ""
    return f"{target.name} has no #{anchor}"


def broken(files):
    return [f"{file}: {link}: {why}" for file in files
            for link in links(file.read_text())
            if (why := why_broken(file, link))]


class Links(unittest.TestCase):
    def broken_in(self, text):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder, "README.md")
            file.write_text(text)
            pathlib.Path(folder, "other file.md").write_text(
                "# `./bench` compare: OLD & NEW\n\n## Twice\n\n## Twice\n\n"
                "```\n# no heading\n```\n<a id='mine'></a>\n")
            return broken([file])

    def test_of_this_repository(self):
        files = [file for file in markdown_files(SOURCE)
                 if EXPECTED_OUTPUT not in file.parents]
        self.assertIn(SOURCE / "README.md", files)
        self.assertEqual(broken(files), [])
        self.assertGreater(sum(len(links(file.read_text())) for file in files),
                           30)

    def test_those_that_lead_somewhere(self):
        for text in ("[a](other%20file.md)", "[a](<.>)", '![a](. "title")',
                     "[a](other%20file.md#bench-compare-old--new)",
                     "[a](other%20file.md#twice-1)", "<img src='.'>",
                     "[a](other%20file.md#mine)", "[a](https://example.com/x)",
                     "# Here\n[a](#here)", "[a]: other%20file.md#twice",
                     "`[a](gone)`", "```\n[a](gone)\n```\n",
                     "~~~sh\n[a](gone)\n~~~"):
            with self.subTest(text):
                self.assertEqual(self.broken_in(text), [])

    def test_those_that_lead_nowhere(self):
        for text in ("[a](gone.md)", "[`a`\nb](gone.md 'title')",
                     "![a](gone.svg)", "[a]: gone.md", '<a href="gone">',
                     "[a](#gone)", "[a](other%20file.md#no-heading)",
                     "[a](other%20file.md#twice-2)", "[![a](.)](gone)",
                     "[a](gone_(1).md)", "```\n```\n[a](gone)\n```\n```"):
            with self.subTest(text):
                self.assertEqual(len(self.broken_in(text)), 1)


if __name__ == "__main__":
    unittest.main()
