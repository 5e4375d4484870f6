"""A test on a cluster: the same for a simulated one with the stand-in for helm,
and for a real API server with the real helm. BENCH_TEST_CLUSTER says which:

  simulated  one of this file's own, without latency: seconds, nothing needed
  kwok       the tests' own, which scripts/test real gives name and folders;
             needs the programs that scripts/control-plane makes available"""

import json
import os
import pathlib
import shutil
import sys
import tempfile
import time

from program import ANY_MACHINE, BINARY, SOURCE, Case, subprocess

sys.path.insert(0, str(SOURCE / "scripts/lib"))
from kube_client import KubeClient, load_kubeconfig  # noqa: E402

KIND = os.environ.get("BENCH_TEST_CLUSTER", "simulated")
NAME = os.environ.get("BENCH_CLUSTER_NAME", "")
PREFIX = "bench-test"
PAIR = [{"name": "sequential"}, {"name": "thread-pool"}]  # for a scenario
SIMULATED = KIND == "simulated"
STAND_IN = str(pathlib.Path(BINARY).parent / "helm-stand-in")


def chart(folder, name, **templates):
    """A tiny chart; each template is a file's text."""
    root = pathlib.Path(folder) / name
    (root / "templates").mkdir(parents=True)
    (root / "Chart.yaml").write_text(
        f"apiVersion: v2\nname: {name}\nversion: 0.1.0\n")
    for file, text in templates.items():
        (root / "templates" / f"{file}.yaml").write_text(text)
    # For the stand-in, which knows no templates.
    rendered = "".join(
        f"---\n# Source: {name}/templates/{file}.yaml\n{text}\n"
        for file, text in templates.items())
    (root / "rendered").mkdir()
    (root / "rendered/manifest.yaml").write_text(rendered.replace(
        "{{ .Release.Name }}", "helm-bench-release"))
    (root / ".helmignore").write_text("rendered/\n")
    return root


def config_map(name, **metadata):
    return json.dumps({
        "apiVersion": "v1", "kind": "ConfigMap",
        "metadata": {"name": name, **metadata}, "data": {"a": "b"},
    })


class ClusterCase(Case):
    """One cluster for all tests of a file."""

    @classmethod
    def setUpClass(cls):
        cls.cluster_env = {}
        if SIMULATED:
            folder = tempfile.TemporaryDirectory(prefix="bench-e2e-state-")
            cls.addClassCleanup(folder.cleanup)
            # Nothing of a user's world, and no real helm.
            cls.cluster_env = {
                "HOME": folder.name, "XDG_STATE_HOME": folder.name + "/state",
                "BENCH_CLUSTER_NAME": "helm-bench-test", "KUBECONFIG": "",
                "PATH": "/usr/bin:/bin"}
        elif not NAME or NAME == "helm-bench":
            # Never the user's cluster: without a name of our own nothing runs.
            raise RuntimeError("run these through scripts/test real")
        cls.addClassCleanup(cls.take_down)

    @classmethod
    def take_down(cls):
        # The kwok cluster is for the other files too.
        if SIMULATED:
            subprocess.run([BINARY, "cluster", "down", "--cluster", KIND],
                           env={**os.environ, **cls.cluster_env}, check=True,
                           capture_output=True)

    def setUp(self):
        super().setUp()
        self.env.update(self.cluster_env)
        latency = ("--latency", "instant") if SIMULATED else ()
        done = self.bench("cluster", "up", "--cluster", KIND, *latency)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.kubeconfig = done.stdout.strip().removeprefix("kubeconfig: ")
        self.assertTrue(pathlib.Path(self.kubeconfig).is_file(), done.stdout)
        self.access = load_kubeconfig(self.kubeconfig)
        self.before = self.cluster_state()

    def api(self, method, path, body=None):
        """One request past the program; returns the answer's JSON."""
        with KubeClient(self.access) as client:
            status, text = client.request(method, path, body)
        self.assertLess(status, 300, text)
        return json.loads(text)

    def cluster_state(self):
        """What a run could leave: namespaces and cluster-scoped objects."""
        rbac = "/apis/rbac.authorization.k8s.io/v1"
        with KubeClient(self.access) as client:
            return {f"{path.rsplit('/', 1)[1]}/{item['metadata']['name']}"
                    for path in ("/api/v1/namespaces", f"{rbac}/clusterroles",
                                 f"{rbac}/clusterrolebindings",
                                 "/apis/networking.k8s.io/v1/ingressclasses")
                    for item in client.get(path)["items"]}

    def remove_namespace(self, name):
        self.api("DELETE", f"/api/v1/namespaces/{name}")
        for _ in range(300):
            if f"namespaces/{name}" not in self.cluster_state():
                return
            time.sleep(0.1)
        self.fail(f"namespace {name} does not go")

    def assert_nothing_left(self):
        self.assertEqual(self.cluster_state() - self.before, set())

    def helm(self):
        """The helm of this cluster, as an absolute path."""
        return STAND_IN if SIMULATED else shutil.which("helm")

    def arguments(self, scenario, *more):
        cluster = ["--scenario", scenario, "--cluster", KIND, "--results",
                   self.results, *ANY_MACHINE]
        if SIMULATED and "--helm" not in more:
            cluster += ["--helm", "stand-in"]
        if "--warmup" not in more:
            cluster += ["--warmup", "0"]
        return [*cluster, *more]

    def run_bench(self, scenario, *arguments, **env):
        return self.bench(*self.arguments(scenario, *arguments), **env)

    def start_bench(self, scenario, *arguments, **env):
        return self.start(*self.arguments(scenario, *arguments), **env)

    def clean(self):
        return self.bench("cluster", "clean", "--cluster", KIND)

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
        """A helm that runs `script` first, then is the cluster's."""
        return self.write(
            "wrapped/helm",
            f'#!/bin/sh\n{script}\nexec {self.helm()} "$@"\n', 0o755)

    def assert_result(self, trials, valid):
        result = self.only_result()
        self.assertEqual(len(result["trials"]), trials)
        self.assertEqual(sum(t["valid"] for t in result["trials"]), valid,
                         [t["invalid_reason"] for t in result["trials"]])
        check = subprocess.run(
            ["/usr/bin/python3", str(SOURCE / "tests/schemas_test.py"),
             *map(str, self.result_files())],
            capture_output=True, text=True)
        self.assertEqual(check.returncode, 0, check.stdout + check.stderr)
        return result

    def assert_invalid(self, done, *words, trials=2, status=1):
        """No trial counts, for the reason in `words`. Trials: those of a block,
        and of the one that stands in for it."""
        self.assertEqual(done.returncode, status, done.stderr)
        result = self.assert_result(trials=trials, valid=0)
        self.assertEqual({trial["invalid_kind"] for trial in result["trials"]},
                         {"failed" if status == 1 else "end-state"})
        for word in words:
            self.assertIn(word, result["trials"][0]["invalid_reason"])
            self.assertIn(word, done.stdout)
        self.assert_nothing_left()
        return result
