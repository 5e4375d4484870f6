"""What only a real control plane can be used for."""

import json
import os
import unittest

from cluster_case import NAME, ClusterCase, chart, config_map
from program import QUICK, SOURCE, subprocess


class RealJob(ClusterCase):
    def test_helm_4(self):
        done = self.run_bench("three-charts", "--runs", "1", "--helm", "helm4")
        self.assertEqual(done.returncode, 0, done.stderr)
        result = self.assert_result(trials=3, valid=3)
        self.assertRegex(result["environment"]["helm"]["version"], r"^v4\.")
        self.assertIn("helm v4.", done.stdout)
        self.assert_nothing_left()

    def test_definitions_that_a_chart_brings_are_named(self):
        # Helm leaves them in the cluster for good.
        name = "things.bench-test.example"
        plain = chart(self.folder, "plain",
                      map=config_map("{{ .Release.Name }}"))
        (plain / "crds").mkdir()
        (plain / "crds/thing.yaml").write_text(json.dumps({
            "apiVersion": "apiextensions.k8s.io/v1",
            "kind": "CustomResourceDefinition", "metadata": {"name": name},
            "spec": {
                "group": "bench-test.example", "scope": "Namespaced",
                "names": {"plural": "things", "singular": "thing",
                          "kind": "Thing"},
                "versions": [{"name": "v1", "served": True, "storage": True,
                              "schema": {"openAPIV3Schema": {
                                  "type": "object"}}}]}}))
        done = self.run_bench(self.scenario(plain))
        self.api("DELETE", "/apis/apiextensions.k8s.io/v1/"
                           f"customresourcedefinitions/{name}")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn(f"CustomResourceDefinition {name}", done.stderr)
        self.assert_nothing_left()

    def test_minikube_through_its_stand_in(self):
        programs = self.folder / "programs"
        programs.mkdir()
        (programs / "minikube").symlink_to(SOURCE / "tests/fake/minikube")
        env = {"PATH": f"{programs}:{os.environ['PATH']}",
               "MINIKUBE_HOME": str(self.folder)}
        # Its cluster outlives `down`, which only stops a profile.
        self.addCleanup(subprocess.run, ["minikube", "delete", "-p", NAME],
                        env={**os.environ, **env}, capture_output=True)
        done = self.bench("--scenario", self.scenario(), "--cluster",
                          "minikube", "--results", self.results, *QUICK, **env)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.assert_result(1, 1)["cluster"]["kind"],
                         "minikube")
        self.assertIn(f"-p {NAME}",
                      (self.folder / "minikube.log").read_text())
        down = self.bench("cluster", "down", "--cluster", "minikube", **env)
        self.assertEqual(down.returncode, 0, down.stderr)

    def test_the_real_helm_on_a_simulated_cluster(self):
        for helm in ("helm", "helm4"):
            with self.subTest(helm=helm):
                done = self.bench(
                    "--scenario", "three-charts", "--runs", "1", "--cluster",
                    "simulated", "--latency", "instant", "--helm", helm,
                    "--results", self.folder / helm, *QUICK)
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertEqual(done.stdout.splitlines()[0],
                                 "simulated cluster, helm real: not a "
                                 "measurement of Kubernetes")


if __name__ == "__main__":
    unittest.main()
