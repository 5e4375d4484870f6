"""Runs tests/conformance/suite.py as a test."""

import os
import sys

from program import SOURCE, subprocess

SUITE = SOURCE / "tests/conformance/suite.py"


def conformance(test, words, **variables):
    """Shows what the suite says when a case fails."""
    env = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1",
           **{f"CONFORMANCE_{name.upper()}": str(value)
              for name, value in variables.items()}}
    done = subprocess.run(
        [sys.executable, SUITE, *words], env=env, text=True,
        stdin=subprocess.DEVNULL, capture_output=True, check=False)
    print(done.stdout.splitlines()[-1] if done.stdout else "", flush=True)
    failed = "\n".join(line for line in done.stdout.splitlines()
                       if not line.startswith("ok "))
    test.assertEqual(done.returncode, 0, f"{failed}\n{done.stderr}")
