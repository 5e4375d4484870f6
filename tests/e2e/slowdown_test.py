"""--inject-slowdown: a gate that notices it, as far as it should."""

import unittest

from program import BareCase


class Slowdown(BareCase):
    def test_a_slowdown_is_noticed(self):
        done = self.measure("--strategy", "sequential", "--runs", "6",
                            "--inject-slowdown", "1000%")
        self.assertEqual(done.returncode, 99, done.stdout + done.stderr)
        self.assertRegex(done.stdout,
                         r"returned\(slowed/sequential\)<1.1 +fails")

    def test_tolerance_is_what_it_is_held_against(self):
        done = self.measure("--strategy", "sequential", "--runs", "6",
                            "--inject-slowdown", "10%", "--tolerance", "900%")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertRegex(done.stdout, r"\(slowed/sequential\)<10 +holds")


if __name__ == "__main__":
    unittest.main()
