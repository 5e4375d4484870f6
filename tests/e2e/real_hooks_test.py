"""Charts with hooks, on a real API server and on a simulated one: there the
real helm waits for a Job, too, and the Job ends."""

import json
import shutil
import unittest

from cluster_case import ClusterCase, chart, config_map
from program import QUICK

HELMS = ("helm", "helm4")


def job(name, events, policy="hook-succeeded"):
    return json.dumps({
        "apiVersion": "batch/v1", "kind": "Job",
        "metadata": {"name": name, "annotations": {
            "helm.sh/hook": events, "helm.sh/hook-delete-policy": policy}},
        "spec": {"template": {"spec": {
            "restartPolicy": "Never",
            "containers": [{"name": "c", "image": "i"}]}}}})


class Hooks(ClusterCase):
    def run_on(self, cluster, helm, *charts, flags=()):
        return self.bench(
            "--scenario", self.scenario(*charts), "--cluster", cluster,
            "--helm", shutil.which(helm), "--results",
            self.folder / cluster / helm, *flags, *QUICK)

    def on_both(self):
        for helm in HELMS:
            for cluster, flags in (("kwok", ()),
                                   ("simulated", ("--latency", "instant"))):
                with self.subTest(cluster=cluster, helm=helm):
                    yield cluster, helm, flags

    def test_jobs_of_hooks_end(self):
        hooked = chart(
            self.folder, "hooked", map=config_map("{{ .Release.Name }}"),
            before=job("{{ .Release.Name }}-before", "pre-delete"),
            after=job("{{ .Release.Name }}-after", "post-delete"))
        for cluster, helm, flags in self.on_both():
            done = self.run_on(cluster, helm, hooked, flags=flags)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_webhooks_are_refused_where_nobody_would_ask_them(self):
        guarded = chart(self.folder, "guarded", map=config_map("m"),
                        hook=json.dumps({
                            "apiVersion": "admissionregistration.k8s.io/v1",
                            "kind": "MutatingWebhookConfiguration",
                            "metadata": {"name": "bench-test-guard"},
                            "webhooks": []}))
        for cluster, helm, flags in self.on_both():
            done = self.run_on(cluster, helm, guarded, flags=flags)
            if cluster == "kwok":
                self.assertEqual(done.returncode, 0, done.stderr)
            else:
                self.assert_refused(
                    done, "MutatingWebhookConfiguration bench-test-guard")

    def test_a_chart_that_the_real_helm_cannot_render_is_refused(self):
        broken = chart(self.folder, "broken", bad="{{ fail \"no luck\" }}")
        done = self.run_on("simulated", "helm", broken,
                           flags=("--latency", "instant"))
        self.assert_refused(done, "chart broken", "no luck")


if __name__ == "__main__":
    unittest.main()
