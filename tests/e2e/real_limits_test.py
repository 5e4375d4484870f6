"""A kwok cluster with the limits that Kubernetes has by default."""

import http.client
import json
import pathlib
import sys
import unittest
import urllib.parse

from cluster_case import NAME, ClusterCase
from program import QUICK, SOURCE

sys.path.insert(0, str(SOURCE / "scripts/lib"))
from kube_client import load_kubeconfig, tls_context  # noqa: E402

OWN = f"{NAME}-limits"


class Limits(ClusterCase):
    def ask(self, kubeconfig, method, path, body=None):
        """The answer's headers and its JSON."""
        access = load_kubeconfig(kubeconfig)
        address = urllib.parse.urlsplit(access["server"])
        connection = http.client.HTTPSConnection(
            address.hostname, address.port,
            context=tls_context(access, credentials=True))
        headers = {"Content-Type": "application/json"}
        if "token" in access:
            headers["Authorization"] = f"Bearer {access['token']}"
        connection.request(method, path, body and json.dumps(body), headers)
        answer = connection.getresponse()
        text = answer.read()
        connection.close()
        self.assertLess(answer.status, 300, text)
        return answer.headers, json.loads(text)

    def test_they_hold_for_a_user_like_others(self):
        self.env["BENCH_CLUSTER_NAME"] = OWN
        self.addCleanup(self.bench, "cluster", "down", "--cluster", "kwok")
        up = self.bench("cluster", "up", "--cluster", "kwok", "--limits", "on")
        self.assertEqual(up.returncode, 0, up.stderr)
        kubeconfig = pathlib.Path(up.stdout.split(": ", 1)[1].strip())
        _, me = self.ask(
            kubeconfig, "POST",
            "/apis/authentication.k8s.io/v1/selfsubjectreviews",
            {"apiVersion": "authentication.k8s.io/v1",
             "kind": "SelfSubjectReview"})
        self.assertEqual(me["status"]["userInfo"]["username"], "helm-bench")
        self.assertEqual(me["status"]["userInfo"]["groups"],
                         ["system:authenticated"])
        headers, _ = self.ask(kubeconfig, "GET", "/api/v1/namespaces")
        _, level = self.ask(
            kubeconfig, "GET", "/apis/flowcontrol.apiserver.k8s.io/v1/"
                               "prioritylevelconfigurations/global-default")
        self.assertEqual(headers["X-Kubernetes-PF-PriorityLevel-UID"],
                         level["metadata"]["uid"])

        other = self.bench("cluster", "up", "--cluster", "kwok")
        self.assert_refused(other, OWN, "is running with limits on",
                            "--limits on", "cluster down")
        run = ("--scenario", self.scenario(), "--cluster", "kwok",
               "--results", self.results, *QUICK)
        self.assert_refused(self.bench(*run), "limits on")
        done = self.bench(*run, "--limits", "on")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("limits on", done.stdout.splitlines()[0])
        result = self.assert_result(trials=1, valid=1)
        self.assertEqual(result["cluster"]["limits"], "on")

    def test_without_them_the_result_says_so(self):
        scenario = self.scenario()
        done = self.run_bench(scenario)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.only_result()["cluster"]["limits"], "off")
        self.assert_refused(self.run_bench(scenario, "--limits", "on"),
                            "is running with limits off")


if __name__ == "__main__":
    unittest.main()
