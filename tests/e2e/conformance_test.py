"""The simulated cluster and the stand-in for helm do what the real ones did
when tests/conformance/expected.json was recorded."""

import pathlib
import sys
import tempfile
import unittest

from conformance import conformance
from program import BINARY, SOURCE

sys.path.insert(0, str(SOURCE / "tests/differential"))
from native_helm import native_helm  # noqa: E402

STAND_IN = pathlib.Path(BINARY).parent / "helm-stand-in"


class Simulated(unittest.TestCase):
    def test_the_api_and_the_stand_in(self):
        conformance(self, ["api", "helm"], cluster="simulated", helm=STAND_IN)

    def test_our_own_uninstaller(self):
        with tempfile.TemporaryDirectory() as folder:
            conformance(self, ["helm"], cluster="simulated",
                        helm=native_helm(folder, STAND_IN, "v3"))


if __name__ == "__main__":
    unittest.main()
