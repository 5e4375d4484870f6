"""The main job on a machine without Kubernetes and without helm."""

import json
import os
import pathlib
import time
import unittest

from cluster_case import chart, config_map
from program import (BINARY, QUICK, SOURCE, BareCase, read_until, signal,
                     subprocess)


class Simulated(BareCase):
    def run_bench(self, *arguments, **env):
        return self.bench("--results", self.results, "--color", "never",
                          *QUICK, *arguments, **env)

    def processes(self):
        """Command lines of simulated API servers of this test's home."""
        found = []
        for file in pathlib.Path("/proc").glob("[0-9]*/cmdline"):
            try:
                line = file.read_bytes().decode()
            except OSError:
                continue
            if "simulated-api-server" in line and str(self.folder) in line:
                found.append(int(file.parent.name))
        return found

    def test_three_charts_with_nothing_installed(self):
        done = self.run_bench("--scenario", "three-charts", "--runs", "1",
                              "--latency", "instant")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(
            done.stdout.splitlines()[0],
            "simulated cluster, helm stand-in: not a measurement of "
            "Kubernetes")
        self.assertIn("since no other of ours is running", done.stderr)
        result = self.only_result()
        self.assertEqual([t["invalid_reason"] for t in result["trials"]],
                         [""] * 3)
        self.assertEqual(result["cluster"]["kind"], "simulated")
        self.assertEqual(result["cluster"]["latency"], "instant")
        self.assertIs(result["environment"]["helm"]["stand_in"], True)
        for trial in result["trials"]:
            self.assertEqual(trial["leftovers"], [])
            self.assertEqual(len(trial["releases"]), 3)
            self.assertTrue(any("PersistentVolumeClaim" in kept["object"]
                                for kept in trial["kept"]), trial["kept"])
        self.assertEqual(self.processes(), [])

    def refusal_of(self, made, *words, **of_chart):
        """That a run of a scenario of this chart is refused, and nothing is
        begun."""
        scenario = self.write("scenario.json", {
            "name": "scenario", "description": "",
            "charts": [{"name": "web", "path": str(made), **of_chart}],
            "strategies": [{"name": "sequential"}]})
        done = self.run_bench("--scenario", scenario, "--latency", "instant")
        self.assert_refused(done, "chart web", *words)
        self.assertNotIn("installing", done.stderr)
        self.assertEqual(self.result_files(), [])
        self.assertEqual(self.result_files(".jsonl"), [])
        self.assertEqual(self.processes(), [])

    def test_what_would_mislead_is_refused(self):
        webhooks = json.dumps({
            "apiVersion": "admissionregistration.k8s.io/v1",
            "kind": "ValidatingWebhookConfiguration",
            "metadata": {"name": "guard"}, "webhooks": []})
        self.refusal_of(
            chart(self.folder, "guarded", map=config_map("m"), hook=webhooks),
            "ValidatingWebhookConfiguration guard", "never asks the webhook",
            "--cluster kwok")

    def test_what_the_stand_in_cannot_install_is_refused(self):
        plain = chart(self.folder, "plain", map=config_map("m"))
        real = "scripts/control-plane makes the real helm available"
        self.refusal_of(plain, "values change", real, values={"a": 1})
        self.refusal_of(plain, "--atomic", real, install_flags=["--atomic"])
        hooked = chart(self.folder, "hooked", map=config_map(
            "m", annotations={"helm.sh/hook": "pre-delete"}))
        self.refusal_of(hooked, "ConfigMap m is a hook", real)
        (plain / "charts").mkdir()
        (plain / "charts/more.yaml").write_text("")
        self.refusal_of(plain, "charts/more.yaml", real)

    def test_latency_is_as_in_the_profile(self):
        profile = self.write("slow.json", {
            "seats": 4, "requests": {"update secrets": {"wait_s": 0.5},
                                     "delete statefulsets": {"wait_s": 0.5}}})
        done = self.run_bench("--scenario", "three-charts", "--runs", "1",
                              "--strategy", "sequential",
                              "--latency", profile)
        self.assertEqual(done.returncode, 0, done.stderr)
        trial = self.only_result()["trials"][0]
        # Three records; the StatefulSets of redis, both at once, and of mysql.
        self.assertGreater(trial["returned_s"], 3 * 0.5 + 2 * 0.5)

    def test_the_server_ends_with_its_owner(self):
        process = self.start("--results", self.results, *QUICK, "--scenario",
                             "three-charts", "--latency", "instant")
        read_until(process, "installing")
        self.assertEqual(len(self.processes()), 1)
        process.send_signal(signal.SIGKILL)
        process.wait()
        for _ in range(500):
            if not self.processes():
                return
            time.sleep(0.01)
        self.fail("it is still there")

    def test_down_leaves_a_run_its_files(self):
        process = self.start(
            "--scenario", "three-charts", "--runs", "2", "--strategy",
            "sequential", "--cluster", "simulated", "--latency", "instant",
            "--results", self.results, *QUICK)
        read_until(process, "block 1, sequential: ")
        down = self.bench("cluster", "down", "--cluster", "simulated")
        self.assert_refused(down, "another run", str(process.pid))
        _, stderr = process.communicate(timeout=120)
        self.assertEqual(process.returncode, 0, stderr)

    def test_a_server_that_is_killed_costs_a_trial_not_the_run(self):
        process = self.start("--results", self.results, *QUICK, "--scenario",
                             "three-charts", "--runs", "1", "--latency",
                             "instant")
        read_until(process, "waiting until the cluster is quiet")
        os.kill(self.processes()[0], signal.SIGKILL)
        process.communicate(timeout=200)
        # The strategy is not to blame, and another block has taken its place.
        self.assertEqual(process.returncode, 0)
        trials = self.only_result()["trials"]
        self.assertEqual([trial["valid"] for trial in trials],
                         [False] + 5 * [True])
        self.assertIn("the cluster died", trials[0]["invalid_reason"])
        self.assertEqual(trials[0]["invalid_kind"], "disturbed")
        self.assertEqual([trial["replaces"] for trial in trials],
                         3 * [0] + 3 * [1])

    def test_github_actions_is_told(self):
        summary, output = self.folder / "summary.md", self.folder / "output"
        summary.write_text("of another step\n")
        done = self.run_bench(
            "--scenario", "three-charts", "--runs", "1", "--latency",
            "instant", "--threshold", "failures(*)==1", GITHUB_ACTIONS="true",
            GITHUB_STEP_SUMMARY=str(summary), GITHUB_OUTPUT=str(output))
        self.assertEqual(done.returncode, 99, done.stderr)
        lines = done.stderr.splitlines()
        self.assertIn("::group::block 1", lines)
        self.assertIn("::endgroup::", lines)
        self.assertTrue(any(
            line.startswith("::error title=bench::failures(*)==1 does not hold")
            for line in lines), done.stderr)
        text = summary.read_text()
        self.assertTrue(text.startswith("of another step\n"), text)
        self.assertIn("not a measurement of Kubernetes", text)
        self.assertIn("| `sequential` |", text)
        outputs = dict(line.split("=", 1)
                       for line in output.read_text().splitlines())
        self.assertEqual(outputs["verdict"], "regression")
        self.assertEqual(outputs["report"], str(self.result_files()[0]))
        self.assertGreater(float(outputs["speedup"]), 0)

    def test_one_can_be_kept_running(self):
        up = self.bench("cluster", "up", "--cluster", "simulated",
                        "--latency", "instant")
        self.assertEqual(up.returncode, 0, up.stderr)
        self.addCleanup(self.bench, "cluster", "down", "--cluster",
                        "simulated")
        kubeconfig = up.stdout.split(": ", 1)[1].strip()
        self.assertEqual(len(self.processes()), 1)
        helm = [str(pathlib.Path(BINARY).parent / "helm-stand-in")]
        env = {**self.env, "KUBECONFIG": kubeconfig}
        chart = str(SOURCE / "scenarios/charts/redis")
        subprocess.run([*helm, "install", "redis", chart, "-n", "default",
                        "--disable-openapi-validation"],
                       check=True, env=env, capture_output=True)
        listed = subprocess.run([*helm, "list", "-n", "default", "-o", "json"],
                                check=True, env=env, capture_output=True)
        self.assertEqual([r["name"] for r in json.loads(listed.stdout)],
                         ["redis"])
        status = self.bench("cluster", "status")
        self.assertIn("simulated helm-bench: running", status.stdout)
        again = ("cluster", "up", "--cluster", "simulated")
        self.assertEqual(self.bench(*again).stdout, up.stdout)
        self.assert_refused(self.bench(*again, "--latency", "kwok"),
                            "--latency kwok", "is running with instant")
        down = self.bench("cluster", "down", "--cluster", "simulated")
        self.assertEqual(down.returncode, 0, down.stderr)
        self.assertEqual(self.processes(), [])

    def test_without_loopback_it_is_refused(self):
        done = subprocess.run(
            [*self.unshare("--net"), BINARY, "--scenario", "three-charts",
             "--results", self.results], env=self.env,
            text=True, capture_output=True, stdin=subprocess.DEVNULL)
        self.assert_refused(done, "127.0.0.1", "connect")
        self.assertEqual(self.processes(), [])

    def test_profiles_that_lie_are_refused(self):
        for lie, *words in (
                ({"requests": {"get": {"cpu_s": -1}}},
                 "requests.get.cpu_s", "-1"),
                ({"helm": {"start_cpu_s": -1}}, "helm.start_cpu_s", "-1")):
            profile = self.write("bad.json", lie)
            self.assert_refused(
                self.run_bench("--scenario", "three-charts", "--latency",
                               profile), *words)
        self.assert_refused(
            self.run_bench("--scenario", "three-charts", "--latency", "kwik"),
            "--latency kwik", "kwok")
        self.assert_refused(
            self.run_bench("--scenario", "three-charts", "--latency",
                           "instant", "--cluster", "kwok"),
            "only a simulated cluster")


if __name__ == "__main__":
    unittest.main()
