"""What client-go makes of the kubeconfigs in tests/data/kubeconfig is still what
client_go.json says: the program in client_go, built here with Go, prints it.

    client_go_test.py --record   writes client_go.json anew
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "exports"))
from readers import go  # noqa: E402

DATA = HERE.parent / "data/kubeconfig"
ANSWERS = DATA / "client_go.json"


def run(*command, **options):
    """Its stdout; what it says on stderr goes where ours goes."""
    return subprocess.run(list(map(str, command)), stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, text=True, check=True,
                          timeout=800, **options).stdout


def ask():
    with tempfile.TemporaryDirectory() as folder:
        program = pathlib.Path(folder) / "client_go"
        run(go(), "build", "-o", program, ".", cwd=HERE / "client_go",
            env={**os.environ, "GOFLAGS": "-mod=readonly", "GOWORK": "off",
                 "CGO_ENABLED": "0"})
        return run(program, DATA / "cases.yaml", DATA / "pki")


class ClientGo(unittest.TestCase):
    maxDiff = None

    def test_says_what_is_checked_in(self):
        now = {answer["name"]: answer for answer in json.loads(ask())}
        then = {answer["name"]: answer
                for answer in json.loads(ANSWERS.read_text())}
        self.assertEqual(list(now), list(then))
        for name in now:
            with self.subTest(name):
                self.assertEqual(now[name], then[name])


if __name__ == "__main__":
    if sys.argv[1:] == ["--record"]:
        ANSWERS.write_text(ask())
    else:
        unittest.main()
