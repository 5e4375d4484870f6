"""A test on a real API server with the real helm.

Needs the programs that scripts/control-plane makes available, and a kwok
cluster of the tests' own: scripts/test real gives it name and folders."""

import json
import os
import pathlib
import shutil

from program import SOURCE, Case, subprocess

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
             *map(str, self.result_files())],
            capture_output=True, text=True)
        self.assertEqual(check.returncode, 0, check.stdout + check.stderr)
        return result
