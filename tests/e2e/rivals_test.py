"""scripts/rivals with a stand-in for helm: what people use in the field empties
all namespaces, and says so when it does not."""

import pathlib
import tempfile
import unittest

from program import SOURCE, subprocess

RIVALS = SOURCE / "scripts/rivals"
NAMESPACES = {"one": ["a", "b"], "two": ["a"], "none": []}


class Rivals(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        for namespace, names in NAMESPACES.items():
            (self.folder / namespace).write_text(
                "".join(f"{name}\n" for name in names))
        self.log = self.folder / "log"
        self.helm = self.folder / "helm"
        self.helm.write_text(f"""#!/bin/sh
case $1 in
list) [ "$2 $3" = "-q -n" ] && cat "{self.folder}/$4" ;;
uninstall) echo "$*" >> "{self.log}"; ! echo "$*" | grep -q broken ;;
esac
""")
        self.helm.chmod(0o755)

    def run_rival(self, name):
        """Its exit code, and (namespace, name) of what was uninstalled."""
        done = subprocess.run(
            [RIVALS / name, self.helm, "5", *NAMESPACES],
            stdin=subprocess.DEVNULL, capture_output=True, text=True,
            check=False)
        calls = self.log.read_text().splitlines() if self.log.exists() else ()
        self.log.unlink(missing_ok=True)
        gone = set()
        for call in calls:
            words = call.split()[1:]
            at = words.index("-n")
            gone |= {(words[at + 1], word)
                     for word in words[:at] + words[at + 2:]}
        return done.returncode, gone, len(calls)

    def test_each_empties_all_namespaces(self):
        everything = {(namespace, name) for namespace, names
                      in NAMESPACES.items() for name in names}
        for name, calls in (("helm-batch", 2), ("xargs", 3),
                            ("gnu-parallel", 3)):
            with self.subTest(rival=name):
                self.assertEqual(self.run_rival(name), (0, everything, calls))

    def test_a_failure_is_told_and_stops_no_other(self):
        (self.folder / "one").write_text("broken\nb\n")
        for name in ("helm-batch", "xargs", "gnu-parallel"):
            with self.subTest(rival=name):
                code, gone, _ = self.run_rival(name)
                self.assertNotEqual(code, 0)
                self.assertLessEqual({("one", "b"), ("two", "a")}, gone)

    def test_a_list_that_fails_is_told(self):
        (self.folder / "one").unlink()
        for name in ("helm-batch", "xargs", "gnu-parallel"):
            with self.subTest(rival=name):
                self.assertNotEqual(self.run_rival(name)[0], 0)


if __name__ == "__main__":
    unittest.main()
