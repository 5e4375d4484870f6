"""The whole job, as a user would run it."""

import pathlib
import unittest

from cluster_case import (KIND, PREFIX, SIMULATED, ClusterCase, chart,
                          config_map)
from program import QUICK, read_until, signal


class MainJob(ClusterCase):
    def test_three_charts(self):
        done = self.run_bench("three-charts", "--runs", "1", "--seed", "5")
        self.assertEqual(done.returncode, 0, done.stderr)
        result = self.assert_result(trials=3, valid=3)
        for trial in result["trials"]:
            self.assertEqual(trial["leftovers"], [])
            self.assertEqual(len(trial["releases"]), 3)
            self.assertTrue(any("PersistentVolumeClaim" in kept["object"]
                                for kept in trial["kept"]), trial["kept"])
            self.assertGreaterEqual(trial["settled_s"], trial["returned_s"])
            for release in trial["releases"]:
                self.assertEqual(release["exit_code"], 0)
                self.assertIs(release["gone"], True)
                self.assertGreater(release["user_s"] + release["system_s"], 0)
                self.assertLess(release["start_s"], release["end_s"])
                self.assertLessEqual(release["end_s"], trial["returned_s"])
        self.assertEqual(result["plan"]["seed"], 5)
        self.assertEqual(result["cluster"]["kind"], KIND)
        for word in ("sequential", "thread-pool@5", "process-pool@5",
                     "The post's claim", "no claim"):
            self.assertIn(word, done.stdout)
        self.assertIn(str(self.result_files()[0]), done.stdout)
        self.assert_nothing_left()

    def test_post_has_python_trials_timed_as_a_whole(self):
        done = self.run_bench("post", "--runs", "1")
        self.assertEqual(done.returncode, 0, done.stderr)
        result = self.assert_result(trials=6, valid=6)
        self.assertRegex(result["environment"]["programs"]["python3"],
                         r"^3\.\d+\.\d+")
        for trial in result["trials"]:
            if trial["strategy"].startswith("python-"):
                self.assertIsNone(trial["list_s"])
                self.assertEqual(len(trial["releases"]), 3)
                for release in trial["releases"]:
                    self.assertIsNone(release["start_s"])
                    self.assertIs(release["gone"], True)
        self.assert_nothing_left()

    def test_many_namespaces(self):
        done = self.run_bench("many-namespaces", "--runs", "1", "--strategy",
                              "thread-pool")
        self.assertEqual(done.returncode, 0, done.stderr)
        result = self.assert_result(trials=1, valid=1)
        self.assertEqual(len(result["trials"][0]["releases"]), 18)
        self.assert_nothing_left()

    def test_cold_cache(self):
        seen = self.folder / "seen"
        helm = self.wrapped_helm(
            f'[ "$1" = list ] && ls -A "$KUBECACHEDIR" >>{seen} 2>/dev/null')
        scenario = self.scenario()
        for option, warm in (((), True), (("--cold-cache",), False)):
            with self.subTest(warm=warm):
                seen.unlink(missing_ok=True)
                done = self.run_bench(scenario, *option, "--helm", helm)
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertEqual(seen.read_text() != "", warm)
                self.assertIs(
                    self.assert_result(1, 1)["environment"]["cold_cache"],
                    not warm)
                self.result_files()[0].unlink()

    def test_workers_are_as_many_as_asked_for(self):
        charts = [chart(self.folder, name,
                        map=config_map("{{ .Release.Name }}"))
                  for name in ("one", "two", "three", "four")]
        # Each uninstall waits until as many as may are at work, and then for
        # one more, which must not come.
        at_work = self.folder / "at-work"
        helm = self.wrapped_helm(f"""
[ "$1" = uninstall ] || exec {self.helm()} "$@"
mkdir -p {at_work} && touch {at_work}/$$
for i in $(seq 50); do
  [ $(ls {at_work} | wc -l) -ge 2 ] && break
  sleep 0.1
done
sleep 0.3
ls {at_work} | wc -l >>{self.folder}/seen
rm {at_work}/$$""")
        scenario = self.scenario(*charts)
        strategies = ["process-pool@2"]
        if SIMULATED:  # what it is uninstalled from makes no difference
            strategies += ["thread-pool@2", "python-thread-pool@2",
                           "python-process-pool@2"]
        for strategy in strategies:
            with self.subTest(strategy):
                (self.folder / "seen").unlink(missing_ok=True)
                done = self.run_bench(scenario, "--strategy", strategy,
                                      "--helm", helm)
                self.assertEqual(done.returncode, 0, done.stderr)
                seen = (self.folder / "seen").read_text().split()
                self.assertEqual(max(map(int, seen)), 2)
                self.assert_result(1, 1)
                self.result_files()[0].unlink()

    def test_variables_of_helms_are_taken_over_and_told(self):
        seen = self.folder / "seen"
        helm = self.wrapped_helm(
            f'[ "$1" = uninstall ] && echo "$HELM_QPS" >>{seen}')
        done = self.run_bench(self.scenario(), "--helm", helm, HELM_QPS="50")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(seen.read_text(), "50\n")
        variables = self.assert_result(1, 1)["environment"]["variables"]
        self.assertEqual(variables["HELM_QPS"], "50")

    def test_objects_that_helm_keeps_are_no_leftovers(self):
        kept = chart(self.folder, "kept", map=config_map("gone"),
                     keep=config_map("kept", annotations={
                         "helm.sh/resource-policy": "keep"}))
        done = self.run_bench(self.scenario(kept, blocks=2))
        self.assertEqual(done.returncode, 0, done.stderr)
        result = self.assert_result(trials=2, valid=2)
        for trial in result["trials"]:
            self.assertEqual(trial["kept"], [
                {"object": f"ConfigMap {PREFIX}-1/kept", "by": "policy"}])
        self.assert_nothing_left()

    def test_users_helm_variables_lead_nowhere_else(self):
        done = self.run_bench(
            self.scenario(), HELM_KUBECONTEXT="other", HELM_NAMESPACE="default",
            HELM_KUBEAPISERVER="https://127.0.0.1:1", HELM_DRIVER="memory",
            KUBECONFIG="/does/not/exist")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assert_result(trials=1, valid=1)

    def test_a_context_of_the_users(self):
        mine = pathlib.Path(self.kubeconfig).read_bytes()
        user = self.folder / "kubeconfig"
        user.write_bytes(mine)
        context = self.access["current-context"]
        done = self.bench(
            "--scenario", self.scenario(), "--cluster", f"context:{context}",
            "--results", self.results, "--helm", self.helm(), *QUICK,
            KUBECONFIG=str(user))
        self.assertEqual(done.returncode, 0, done.stderr)
        cluster = self.assert_result(1, 1)["cluster"]
        self.assertEqual(cluster["kind"], "context")
        # A simulated one is told from a real one by whatever way it is reached.
        self.assertEqual(cluster["latency"], "instant" if SIMULATED else "")
        self.assertEqual("not a measurement of Kubernetes" in done.stdout,
                         SIMULATED)
        self.assertEqual(user.read_bytes(), mine)
        down = self.bench("cluster", "down", "--cluster", f"context:{context}",
                          KUBECONFIG=str(user))
        self.assert_refused(down, "not ours")


class Refused(ClusterCase):
    def test_a_namespace_of_somebody_elses(self):
        namespaces = "/api/v1/namespaces"
        theirs = f"{namespaces}/{PREFIX}-1/configmaps"
        self.api("POST", namespaces, {"metadata": {"name": f"{PREFIX}-1"}})
        self.addCleanup(self.remove_namespace, f"{PREFIX}-1")
        self.api("POST", theirs, {"metadata": {"name": "theirs"}})
        done = self.run_bench(self.scenario())
        self.assert_refused(done, f"{PREFIX}-1", "label")
        self.assertEqual(self.result_files("*"), [])
        self.api("GET", f"{theirs}/theirs")
        # Nor does cleaning touch it.
        self.assertEqual(self.clean().returncode, 0)
        self.api("GET", f"{theirs}/theirs")

    def test_a_second_run_on_the_same_cluster(self):
        scenario = self.scenario(blocks=50)
        first = self.start_bench(scenario)
        read_until(first, "block 1, sequential: ")
        second = self.run_bench(scenario)
        self.assert_refused(second, str(first.pid))
        first.send_signal(signal.SIGINT)
        first.communicate()
        self.assertEqual(first.returncode, 130)
        self.assert_nothing_left()

if __name__ == "__main__":
    unittest.main()
