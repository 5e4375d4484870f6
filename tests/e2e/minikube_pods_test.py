"""What only a kubelet shows: pods that run, and how they end.

On the real minikube alone: scripts/test minikube."""

import json
import os
import time
import unittest

from cluster_case import PREFIX, ClusterCase, chart

IMAGE = os.environ.get("BENCH_POD_IMAGE", "")
RUN = "while :; do sleep 0.1; done"


def pod_spec(script, **more):
    """A pod's spec, as JSON that is YAML, too."""
    return {"containers": [{
        "name": "main", "image": IMAGE, "command": ["sh", "-c", script],
        **more.pop("container", {})}], **more}


def deployment(name, spec):
    labels = {"app.kubernetes.io/instance": "{{ .Release.Name }}", "app": name}
    return {"apiVersion": "apps/v1", "kind": "Deployment",
            "metadata": {"name": name},
            "spec": {"selector": {"matchLabels": labels},
                     "template": {"metadata": {"labels": labels},
                                  "spec": spec}}}


class Pods(ClusterCase):
    def chart(self, name, *objects):
        return chart(self.folder, name,
                     **{f"o{i}": json.dumps(o) for i, o in enumerate(objects)})

    def measure(self, *charts, status=0, **changes):
        """The first trial of a run whose pods have to run."""
        done = self.run_bench(self.scenario(*charts, real_pods=True,
                                            **changes))
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        self.assert_nothing_left()
        return self.only_result()["trials"][0], done

    def going(self, trial, kind):
        return [one for one in trial["going"] if one["kind"] == kind]

    def test_pods_end_when_they_are_asked_to(self):
        trial, _ = self.measure(self.chart("polite", deployment(
            "polite", pod_spec(f"trap 'exit 0' TERM; {RUN}"))))
        self.assertLess(trial["settled_s"] - trial["returned_s"], 20)
        self.assertGreater(trial["surroundings_s"]["ready"], 0)

    def test_one_that_does_not_listen_takes_its_whole_grace(self):
        trial, _ = self.measure(self.chart("deaf", deployment(
            "deaf", pod_spec(f"trap '' TERM; {RUN}",
                             terminationGracePeriodSeconds=4))))
        # Helm waits for nobody.
        self.assertGreater(trial["settled_s"] - trial["returned_s"], 2.5)
        last = self.going(trial, "Pod")
        self.assertEqual([one["name"] for one in last], ["deaf"])
        self.assertRegex(last[0]["last"], rf"^Pod {PREFIX}-1/deaf-")

    def test_volumes_are_bound_and_released(self):
        claim = {"apiVersion": "v1", "kind": "PersistentVolumeClaim",
                 "metadata": {"name": "data"},
                 "spec": {"accessModes": ["ReadWriteOnce"],
                          "resources": {"requests": {"storage": "1Mi"}}}}
        spec = pod_spec(
            f"trap 'exit 0' TERM; echo x >/data/x; {RUN}",
            container={"volumeMounts": [{"name": "d", "mountPath": "/data"}],
                       "readinessProbe": {"exec": {
                           "command": ["cat", "/data/x"]}}},
            volumes=[{"name": "d",
                      "persistentVolumeClaim": {"claimName": "data"}}])
        trial, _ = self.measure(self.chart("disk", claim,
                                           deployment("disk", spec)))
        self.assertTrue(trial["valid"], trial["invalid_reason"])
        for _ in range(100):
            if not self.api("GET", "/api/v1/persistentvolumes")["items"]:
                return
            time.sleep(0.1)
        self.fail("a volume is left")

    def test_a_hook_that_is_a_job_runs(self):
        job = {"apiVersion": "batch/v1", "kind": "Job",
               "metadata": {"name": "last-words", "annotations": {
                   "helm.sh/hook": "pre-delete",
                   "helm.sh/hook-delete-policy": "hook-succeeded"}},
               "spec": {"template": {"spec": {
                   **pod_spec("sleep 1"), "restartPolicy": "Never"}}}}
        trial, _ = self.measure(self.chart("talker", deployment(
            "talker", pod_spec(f"trap 'exit 0' TERM; {RUN}")), job))
        self.assertGreater(trial["returned_s"], 1)
        self.assertTrue(trial["valid"], trial["invalid_reason"])

    def test_an_image_that_cannot_be_pulled_has_its_reason(self):
        spec = pod_spec(RUN, container={"image": "helm-bench/none:1"})
        trial, done = self.measure(
            self.chart("broken", deployment("broken", spec)), status=1,
            timeouts={"ready_s": 15})
        self.assertFalse(trial["valid"])
        self.assertRegex(trial["invalid_reason"],
                         r"0 of 1 pods were ready within 15.*Pod \S+broken.*"
                         r"container main: (ErrImagePull|ImagePullBackOff)")
        self.assertIn("helm-bench/none:1", done.stdout)


if __name__ == "__main__":
    unittest.main()
