"""A strategy that leaves another state than it should: exit code 4, and what it
left is named."""

import unittest

from cluster_case import PREFIX, ClusterCase, chart, config_map


class EndState(ClusterCase):
    def test_helm_that_says_done_but_did_nothing(self):
        helm = self.wrapped_helm('[ "$1" = uninstall ] && exit 0')
        scenario = self.scenario(timeouts={"settle_s": 1})
        self.assert_invalid(self.run_bench(scenario, "--helm", helm),
                            "still there", status=4)

    def test_a_release_that_is_forgotten(self):
        plain = [chart(self.folder, name, map=config_map("{{ .Release.Name }}"))
                 for name in ("one", "two")]
        forget = self.write("forget.py", """
import json
import sys

releases = json.load(sys.stdin)
print(json.dumps([r for r in releases if r["name"] != "two"]))
""")
        helm = self.wrapped_helm(
            f'[ "$1" = list ] && {{ {self.helm()} "$@" |'
            f' /usr/bin/python3 {forget}; exit; }}')
        scenario = self.scenario(*plain, timeouts={"settle_s": 1})
        done = self.run_bench(scenario, "--helm", helm)
        result = self.assert_invalid(
            done, f"release {PREFIX}-1/two is still there", status=4)
        for trial in result["trials"]:
            self.assertIn(f"ConfigMap {PREFIX}-1/two", trial["leftovers"])
            self.assertNotIn(f"ConfigMap {PREFIX}-1/one", trial["leftovers"])
        self.assertIn(f"ConfigMap {PREFIX}-1/two", done.stdout)

    def test_an_object_that_cannot_go_is_named(self):
        stuck = chart(self.folder, "stuck", map=config_map(
            "stuck", finalizers=["example.org/never"]))
        done = self.run_bench(self.scenario(
            stuck, blocks=3, timeouts={"settle_s": 1, "reset_s": 3}))
        try:
            self.assertEqual(done.returncode, 4, done.stderr)
            self.assertIn(f"ConfigMap {PREFIX}-1/stuck", done.stdout)
            self.assertIn("example.org/never", done.stdout + done.stderr)
            self.assertIn("cluster clean", done.stderr)
        finally:
            place = f"/api/v1/namespaces/{PREFIX}-1/configmaps/stuck"
            stuck = self.api("GET", place)
            del stuck["metadata"]["finalizers"]
            self.api("PUT", place, stuck)
        clean = self.clean()
        self.assertEqual(clean.returncode, 0, clean.stderr)
        self.assert_nothing_left()


if __name__ == "__main__":
    unittest.main()
