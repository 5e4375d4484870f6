"""The simulated cluster and the stand-in for helm do what the real ones did
when tests/conformance/expected.json was recorded."""

import pathlib
import unittest

from conformance import conformance
from program import BINARY


class Simulated(unittest.TestCase):
    def test_the_api_and_the_stand_in(self):
        conformance(self, ["api", "helm"], cluster="simulated",
                    helm=pathlib.Path(BINARY).parent / "helm-stand-in")


if __name__ == "__main__":
    unittest.main()
