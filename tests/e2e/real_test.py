"""The whole job on a real API server with the real helm, and what goes wrong.

Needs the programs that scripts/control-plane makes available, and a kwok
cluster of the tests' own: scripts/test real gives it name and folders."""

import json
import os
import pathlib
import shutil
import unittest

from program import SOURCE, Case, read_until, signal, subprocess

NAME = os.environ.get("BENCH_CLUSTER_NAME", "")
PREFIX = "bench-test"


def chart(folder, name, **templates):
    """A tiny chart; each template is a file's text."""
    root = pathlib.Path(folder) / name
    (root / "templates").mkdir(parents=True)
    (root / "Chart.yaml").write_text(
        f"apiVersion: v2\nname: {name}\nversion: 0.1.0\n")
    for file, text in templates.items():
        (root / "templates" / f"{file}.yaml").write_text(text)
    return root


def config_map(name, **metadata):
    return json.dumps({
        "apiVersion": "v1", "kind": "ConfigMap",
        "metadata": {"name": name, **metadata}, "data": {"a": "b"},
    })


class RealCase(Case):
    @classmethod
    def setUpClass(cls):
        # Never the user's cluster: without a name of our own nothing runs.
        if not NAME or NAME == "helm-bench":
            raise RuntimeError("run these through scripts/test real")

    def setUp(self):
        super().setUp()
        done = self.bench("cluster", "up", "--cluster", "kwok")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.kubeconfig = done.stdout.strip().removeprefix("kubeconfig: ")
        self.assertTrue(pathlib.Path(self.kubeconfig).is_file(), done.stdout)
        self.before = self.cluster_state()

    def kubectl(self, *arguments, check=True):
        return subprocess.run(
            ["kubectl", "--kubeconfig", self.kubeconfig, *arguments],
            check=check, capture_output=True, text=True).stdout

    def cluster_state(self):
        """What a run could leave: namespaces and cluster-scoped objects."""
        return set(self.kubectl(
            "get", "namespaces,clusterroles,clusterrolebindings,ingressclasses",
            "-o", "name").split())

    def assert_nothing_left(self):
        self.assertEqual(self.cluster_state() - self.before, set())

    def run_bench(self, scenario, *arguments, **env):
        return self.bench(
            "--scenario", scenario, "--cluster", "kwok", "--results",
            self.results, *arguments, **env)

    def start_bench(self, scenario, *arguments, **env):
        return self.start(
            "--scenario", scenario, "--cluster", "kwok", "--results",
            self.results, *arguments, **env)

    def scenario(self, *charts, **changes):
        """A scenario of ConfigMaps: quick to install, quick to remove."""
        charts = charts or [chart(self.folder, "plain",
                                  map=config_map("{{ .Release.Name }}"))]
        return self.write("scenario.json", {
            "name": "test", "description": "A scenario of the tests.",
            "charts": [{"name": path.name, "path": str(path)}
                       for path in charts],
            "namespaces": {"count": 1, "prefix": PREFIX},
            "strategies": [{"name": "sequential"}],
            "blocks": 1, **changes,
        })

    def wrapped_helm(self, script):
        """A helm that runs `script` first, then is the real one."""
        real = shutil.which("helm")
        return self.write(
            "wrapped/helm",
            f'#!/bin/sh\n{script}\nexec {real} "$@"\n', 0o755)

    def assert_result(self, trials, valid):
        result = self.only_result()
        self.assertEqual(len(result["trials"]), trials)
        self.assertEqual(sum(t["valid"] for t in result["trials"]), valid,
                         [t["invalid_reason"] for t in result["trials"]])
        check = subprocess.run(
            ["/usr/bin/python3", str(SOURCE / "tests/schemas_test.py"),
             "--results", *map(str, self.result_files())],
            capture_output=True, text=True)
        self.assertEqual(check.returncode, 0, check.stdout + check.stderr)
        return result


class MainJob(RealCase):
    def test_three_charts(self):
        done = self.run_bench("three-charts", "--runs", "1", "--seed", "5")
        self.assertEqual(done.returncode, 0, done.stderr)
        result = self.assert_result(trials=3, valid=3)
        for trial in result["trials"]:
            self.assertEqual(trial["leftovers"], [])
            self.assertEqual(len(trial["releases"]), 3)
            self.assertTrue(any("PersistentVolumeClaim" in kept
                                for kept in trial["kept"]), trial["kept"])
            self.assertGreaterEqual(trial["settled_s"], trial["returned_s"])
            for release in trial["releases"]:
                self.assertEqual(release["exit_code"], 0)
                self.assertIs(release["gone"], True)
                self.assertGreater(release["user_s"], 0)
                self.assertLess(release["start_s"], release["end_s"])
                self.assertLessEqual(release["end_s"], trial["returned_s"])
        self.assertEqual(result["plan"]["seed"], 5)
        self.assertEqual(result["cluster"]["kind"], "kwok")
        for word in ("sequential", "thread-pool@5", "process-pool@5",
                     "The post's claim", "Descriptive"):
            self.assertIn(word, done.stdout)
        self.assertIn(str(self.result_files()[0]), done.stdout)
        self.assert_nothing_left()

    def test_post_has_python_trials_timed_as_a_whole(self):
        done = self.run_bench("post", "--runs", "1")
        self.assertEqual(done.returncode, 0, done.stderr)
        result = self.assert_result(trials=6, valid=6)
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

    def test_helm_4(self):
        done = self.run_bench("three-charts", "--runs", "1", "--helm", "helm4")
        self.assertEqual(done.returncode, 0, done.stderr)
        result = self.assert_result(trials=3, valid=3)
        self.assertRegex(result["environment"]["helm"]["version"], r"^v4\.")
        self.assertIn("helm v4.", done.stdout)
        self.assert_nothing_left()

    def test_benchmark_variables_change_nothing(self):
        done = self.run_bench(
            self.scenario(), BENCHMARK_REPETITIONS="3",
            BENCHMARK_FILTER="nothing", BENCHMARK_MIN_WARMUP_TIME="1",
            BENCHMARK_ENABLE_RANDOM_INTERLEAVING="true",
            BENCHMARK_LIST_TESTS="true",
            BENCHMARK_OUT=str(self.folder / "out"))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assert_result(trials=1, valid=1)
        self.assertFalse((self.folder / "out").exists())

    def test_cold_cache(self):
        done = self.run_bench(self.scenario(), "--cold-cache", "--runs", "2")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIs(self.assert_result(2, 2)["environment"]["cold_cache"],
                      True)

    def test_objects_that_helm_keeps_are_no_leftovers(self):
        kept = chart(self.folder, "kept", map=config_map("gone"),
                     keep=config_map("kept", annotations={
                         "helm.sh/resource-policy": "keep"}))
        done = self.run_bench(self.scenario(kept, blocks=2))
        self.assertEqual(done.returncode, 0, done.stderr)
        result = self.assert_result(trials=2, valid=2)
        for trial in result["trials"]:
            self.assertEqual(trial["kept"], [f"ConfigMap {PREFIX}-1/kept"])
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
        context = self.kubectl("config", "current-context").strip()
        done = self.bench(
            "--scenario", self.scenario(), "--cluster", f"context:{context}",
            "--results", self.results, KUBECONFIG=str(user))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.assert_result(1, 1)["cluster"]["kind"],
                         "context")
        self.assertEqual(user.read_bytes(), mine)
        down = self.bench("cluster", "down", "--cluster", f"context:{context}",
                          KUBECONFIG=str(user))
        self.assert_refused(down, "not ours")

    def test_minikube_through_its_stand_in(self):
        stand_in = SOURCE / "tests/fake"
        log = self.folder / "minikube.log"
        env = {"PATH": f"{stand_in}:{os.environ['PATH']}",
               "FAKE_MINIKUBE_LOG": str(log)}
        done = self.bench("--scenario", self.scenario(), "--cluster",
                          "minikube", "--results", self.results, **env)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.assert_result(1, 1)["cluster"]["kind"],
                         "minikube")
        self.assertIn(f"start -p {NAME}", log.read_text())
        down = self.bench("cluster", "down", "--cluster", "minikube", **env)
        self.assertEqual(down.returncode, 0, down.stderr)


class Refused(RealCase):
    def test_a_namespace_of_somebody_elses(self):
        self.kubectl("create", "namespace", f"{PREFIX}-1")
        self.addCleanup(self.kubectl, "delete", "namespace", f"{PREFIX}-1")
        self.kubectl("create", "configmap", "theirs", "-n", f"{PREFIX}-1")
        done = self.run_bench(self.scenario())
        self.assert_refused(done, f"{PREFIX}-1", "label")
        self.assertEqual(self.result_files("*"), [])
        self.kubectl("get", "configmap", "theirs", "-n", f"{PREFIX}-1")
        # Nor does cleaning touch it.
        self.assertEqual(self.bench("cluster", "clean", "--cluster",
                                    "kwok").returncode, 0)
        self.kubectl("get", "configmap", "theirs", "-n", f"{PREFIX}-1")

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


class Faults(RealCase):
    def assert_invalid(self, done, *words, trials=1):
        self.assertEqual(done.returncode, 1, done.stderr)
        result = self.assert_result(trials=trials, valid=0)
        for word in words:
            self.assertIn(word, result["trials"][0]["invalid_reason"])
            self.assertIn(word, done.stdout)
        self.assert_nothing_left()
        return result

    def test_helm_killed(self):
        helm = self.wrapped_helm('[ "$1" = uninstall ] && kill -9 $$')
        result = self.assert_invalid(
            self.run_bench(self.scenario(timeouts={"settle_s": 2}), "--helm",
                           helm), "signal 9")
        release = result["trials"][0]["releases"][0]
        self.assertIsNone(release["exit_code"])
        self.assertIs(release["gone"], False)

    def test_helm_hanging(self):
        helm = self.wrapped_helm('[ "$1" = uninstall ] && sleep 600')
        scenario = self.scenario(timeouts={"uninstall_s": 1, "settle_s": 2})
        self.assert_invalid(self.run_bench(scenario, "--helm", helm),
                            "timed out")

    def test_helm_that_says_done_but_did_nothing(self):
        helm = self.wrapped_helm('[ "$1" = uninstall ] && exit 0')
        scenario = self.scenario(timeouts={"settle_s": 2})
        self.assert_invalid(self.run_bench(scenario, "--helm", helm),
                            "still there")

    def test_helm_that_cannot_list(self):
        helm = self.wrapped_helm(
            '[ "$1" = list ] && echo "Error: no such thing" >&2 && exit 1')
        self.assert_invalid(
            self.run_bench(self.scenario(timeouts={"settle_s": 2}), "--helm",
                           helm), "no such thing")

    def test_one_failure_harms_no_other_release(self):
        plain = [chart(self.folder, name, map=config_map("{{.Release.Name}}"))
                 for name in ("one", "two", "three")]
        helm = self.wrapped_helm(
            '[ "$1 $2" = "uninstall two" ] && echo "Error: boom" >&2 && exit 1')
        scenario = self.scenario(*plain, strategies=[
            {"name": "sequential"}, {"name": "thread-pool"},
            {"name": "process-pool"}], timeouts={"settle_s": 2})
        result = self.assert_invalid(
            self.run_bench(scenario, "--helm", helm), "boom", trials=3)
        for trial in result["trials"]:
            gone = {r["name"]: r["gone"] for r in trial["releases"]}
            self.assertEqual(gone, {"one": True, "two": False, "three": True})

    def test_a_chart_that_fails_to_install(self):
        broken = chart(self.folder, "broken", bad=json.dumps(
            {"apiVersion": "v1", "kind": "Nonsense", "metadata": {"name": "x"}}))
        done = self.run_bench(self.scenario(broken, blocks=5))
        self.assertEqual(done.returncode, 1, done.stderr)
        result = self.assert_result(trials=3, valid=0)  # then it gives up
        self.assertIn("install", result["trials"][0]["invalid_reason"])
        self.assertIn("Nonsense", result["trials"][0]["invalid_reason"])
        self.assertIsNone(result["trials"][0]["returned_s"])
        self.assertIn("in a row", result["ended_early"])
        self.assert_nothing_left()

    def test_an_object_that_cannot_go_is_named(self):
        stuck = chart(self.folder, "stuck", map=config_map(
            "stuck", finalizers=["example.org/never"]))
        done = self.run_bench(self.scenario(
            stuck, blocks=3, timeouts={"settle_s": 1}))
        try:
            self.assertEqual(done.returncode, 1, done.stderr)
            self.assertIn(f"ConfigMap {PREFIX}-1/stuck", done.stdout)
            self.assertIn("example.org/never", done.stdout + done.stderr)
            self.assertIn("cluster clean", done.stderr)
        finally:
            self.kubectl("patch", "configmap", "stuck", "-n", f"{PREFIX}-1",
                         "--type=merge", "-p",
                         '{"metadata":{"finalizers":null}}', check=False)
        clean = self.bench("cluster", "clean", "--cluster", "kwok")
        self.assertEqual(clean.returncode, 0, clean.stderr)
        self.assert_nothing_left()

    def test_a_full_disk(self):
        self.results.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "none",
                        str(self.results)], check=True)
        self.addCleanup(subprocess.run, ["umount", str(self.results)],
                        check=True)
        process = self.start_bench(self.scenario(blocks=50))
        read_until(process, "[1/50] block 1, sequential: ")
        read_until(process, "[2/50]")
        with open(self.results / "fill", "wb", buffering=0) as fill:
            try:
                while True:
                    fill.write(b"x" * 4096)
            except OSError:
                pass
        stdout, stderr = process.communicate(timeout=120)
        self.assertEqual(process.returncode, 1, stderr)
        self.assertIn("No space left on device", stdout + stderr)
        journal = self.result_files(".jsonl")[0].read_text()
        self.assertGreaterEqual(journal.count("\n"), 2)  # header and a trial
        self.assert_nothing_left()

    def test_the_api_server_gone_in_the_middle(self):
        # Found by its port, which stands in the kubeconfig and in its
        # arguments.
        server = self.kubectl("config", "view", "-o",
                              "jsonpath={.clusters[0].cluster.server}")
        port = server.rsplit(":", 1)[1]
        helm = self.wrapped_helm(
            f'[ "$1" = uninstall ] && pkill -9 -f "kube-apiserver.*{port}"')
        try:
            done = self.run_bench(
                self.scenario(blocks=5, timeouts={"settle_s": 5}),
                "--helm", helm)
            self.assertEqual(done.returncode, 1, done.stderr)
            result = self.assert_result(trials=1, valid=0)
            self.assertNotEqual(result["ended_early"], "")
            self.assertIn("cluster clean", done.stderr)
        finally:
            down = self.bench("cluster", "down", "--cluster", "kwok")
        self.assertEqual(down.returncode, 0, down.stderr)

    def test_a_worker_of_the_process_pool_killed(self):
        # Its helm kills its parent: the worker process.
        helm = self.wrapped_helm(
            '[ "$1" = uninstall ] && kill -9 $PPID && sleep 1')
        done = self.run_bench(
            self.scenario(strategies=[{"name": "process-pool"}],
                          timeouts={"settle_s": 2}), "--helm", helm)
        self.assert_invalid(done, "worker")


class Interrupted(RealCase):
    SLOW = '[ "$1" = {0} ] && sleep 2'

    def interrupt(self, phase, number, helm_script=""):
        helm = self.wrapped_helm(helm_script)
        process = self.start_bench(self.scenario(blocks=20), "--helm", helm)
        read_until(process, "block 2, sequential: " + phase)
        process.send_signal(number)
        stdout, stderr = process.communicate(timeout=120)
        self.assertEqual(process.returncode, 128 + number, stderr)
        result = self.only_result()
        self.assertEqual(len(result["trials"]), 1)
        self.assertTrue(result["trials"][0]["valid"])
        self.assertIn("interrupted", result["ended_early"])
        self.assertIn("interrupted", stdout)
        self.assert_nothing_left()
        self.assert_no_helm_left(helm)

    def assert_no_helm_left(self, helm):
        found = subprocess.run(["pgrep", "-f", str(helm)], text=True,
                               capture_output=True)
        self.assertEqual(found.stdout, "")

    def test_in_an_install(self):
        self.interrupt("installing", signal.SIGINT, self.SLOW.format("install"))

    def test_in_an_uninstall(self):
        self.interrupt("uninstalling", signal.SIGINT,
                       self.SLOW.format("uninstall"))

    def test_in_a_reset(self):
        self.interrupt("resetting", signal.SIGINT)

    def test_by_sigterm(self):
        self.interrupt("uninstalling", signal.SIGTERM,
                       self.SLOW.format("uninstall"))

    def test_a_second_time_leaves_at_once_and_says_how_to_clean(self):
        process = self.start_bench(self.scenario(blocks=20))
        read_until(process, "block 2, sequential: ")
        process.send_signal(signal.SIGINT)
        read_until(process, "cleaning up")
        process.send_signal(signal.SIGINT)
        _, stderr = process.communicate(timeout=30)
        self.assertEqual(process.returncode, 130)
        self.assertIn("./bench cluster clean", stderr)
        clean = self.bench("cluster", "clean", "--cluster", "kwok")
        self.assertEqual(clean.returncode, 0, clean.stderr)
        self.assert_nothing_left()

    def test_kill_9_loses_only_the_running_trial(self):
        process = self.start_bench(self.scenario(blocks=20))
        read_until(process, "block 3, sequential: uninstalling")
        process.kill()
        process.wait()
        journal = self.result_files(".jsonl")
        self.assertEqual(len(journal), 1)
        lines = journal[0].read_text().splitlines()
        self.assertEqual(len(lines), 3)  # the header and two trials
        self.assertTrue(all(json.loads(line) for line in lines))
        self.assertIn(f"namespace/{PREFIX}-1", self.cluster_state())
        # The next run takes over what this one left, and ends clean.
        done = self.run_bench(self.folder / "scenario.json", "--runs", "1")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assert_nothing_left()

    def test_clean_removes_what_kill_9_left(self):
        process = self.start_bench("three-charts", "--runs", "2")
        read_until(process, "uninstalling")
        process.kill()
        process.wait()
        left = self.cluster_state() - self.before
        self.assertTrue(left)
        clean = self.bench("cluster", "clean", "--cluster", "kwok")
        self.assertEqual(clean.returncode, 0, clean.stderr)
        self.assert_nothing_left()
        again = self.bench("cluster", "clean", "--cluster", "kwok")
        self.assertIn("nothing", again.stdout)


if __name__ == "__main__":
    unittest.main()
