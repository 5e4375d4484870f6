"""A strategy that leaves another state than it should: exit code 4, and what it
left is named."""

import pathlib
import time
import unittest

from cluster_case import (PREFIX, SOURCE, ClusterCase, KubeClient, chart,
                          config_map)


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

    def elsewhere(self, **annotations):
        """A chart with an object in a namespace that is not ours."""
        return chart(self.folder, "far", near=config_map("near"),
                     far=config_map("bench-test-far", namespace="kube-system",
                                    annotations={f"helm.sh/{key}": value for
                                                 key, value in
                                                 annotations.items()}))

    FAR = "/api/v1/namespaces/kube-system/configmaps/bench-test-far"

    def is_there(self, path):
        with KubeClient(self.access) as client:
            return client.request("GET", path)[0] == 200

    def test_an_object_in_another_namespace_that_is_left_over(self):
        # Put back under its name by somebody, it is told, and not ours to take.
        again = self.write("again.json", config_map(
            "bench-test-far", namespace="kube-system"))
        put_back = self.write("again.py", f"""
import json, sys
sys.path.insert(0, "{SOURCE}/scripts/lib")
from kube_client import KubeClient, load_kubeconfig
with KubeClient(load_kubeconfig("{self.kubeconfig}")) as client:
    client.request("POST", "{self.FAR.rsplit('/', 1)[0]}",
                   json.load(open("{again}")))
""")
        helm = self.wrapped_helm(
            f'[ "$1" = uninstall ] && {{ {self.helm()} "$@";'
            f' /usr/bin/python3 {put_back}; exit; }}')
        done = self.run_bench(self.scenario(
            self.elsewhere(), timeouts={"settle_s": 1}, blocks=1),
            "--helm", helm)
        self.assertEqual(done.returncode, 4, done.stderr)
        self.assertIn("ConfigMap kube-system/bench-test-far", done.stdout)
        self.assertTrue(self.is_there(self.FAR))
        self.api("DELETE", self.FAR)

    def test_an_object_in_another_namespace_that_is_kept(self):
        done = self.run_bench(self.scenario(
            self.elsewhere(**{"resource-policy": "keep"}), blocks=2))
        self.assertEqual(done.returncode, 0, done.stderr)
        for trial in self.assert_result(trials=2, valid=2)["trials"]:
            self.assertEqual(trial["kept"], [
                {"object": "ConfigMap kube-system/bench-test-far",
                 "by": "policy"}])
        self.assertFalse(self.is_there(self.FAR))
        self.assertIn("Kept by Helm, since helm.sh/resource-policy says so: "
                      "ConfigMap kube-system/bench-test-far.", done.stdout)

    def test_a_policy_that_helm_does_not_know_keeps(self):
        odd = chart(self.folder, "odd", odd=config_map(
            "odd", annotations={"helm.sh/resource-policy": "delete"}))
        done = self.run_bench(self.scenario(odd))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn(f'helm.sh/resource-policy says "delete", and any word '
                      f"keeps: ConfigMap {PREFIX}-1/odd.", done.stdout)

    def test_what_a_killed_run_left_elsewhere_is_cleaned(self):
        far = self.elsewhere(**{"resource-policy": "keep"})
        helm = self.wrapped_helm('[ "$1" = uninstall ] && exec sleep 600')
        run = self.start_bench(self.scenario(far), "--helm", helm)
        try:
            self.wait_for(lambda: self.is_there(self.FAR)
                          and "bench-test-far" in self.ledger())
        finally:
            run.kill()
            run.communicate()
        done = self.clean()
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("ConfigMap kube-system/bench-test-far", done.stdout)
        self.assertFalse(self.is_there(self.FAR))
        self.assertEqual(self.ledger(), "")
        self.assert_nothing_left()

    def ledger(self):
        path = pathlib.Path(self.kubeconfig).parent / "installed.json"
        return path.read_text() if path.exists() else ""

    def wait_for(self, condition):
        for _ in range(600):
            if condition():
                return
            time.sleep(0.1)
        self.fail("it does not come to that")


if __name__ == "__main__":
    unittest.main()
