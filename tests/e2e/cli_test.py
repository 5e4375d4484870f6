"""The command line and every bad input: no cluster is needed, none is touched."""

import os
import socket
import unittest

from program import BINARY, SOURCE, BareCase, subprocess

CHART = SOURCE / "scenarios/charts/redis"
RESULT = SOURCE / "results/reference/three-charts-1.json"
TWO_RESULTS = [SOURCE / f"results/reference/post-{i}.json" for i in (1, 2)]


def scenario(**changes):
    return {
        "name": "test",
        "description": "A scenario of the tests.",
        "charts": [{"name": "redis", "path": str(CHART)}],
        "namespaces": {"count": 1, "prefix": "bench-test"},
        "strategies": [{"name": "sequential"}],
        "blocks": 1,
        **changes,
    }


class Help(BareCase):
    def test_help_fits_one_screen_and_has_examples(self):
        done = self.bench("--help")
        self.assertEqual(done.returncode, 0)
        self.assertEqual(done.stderr, "")
        self.assertIn("./bench --scenario three-charts", done.stdout)
        self.assertLessEqual(len(done.stdout.splitlines()), 56)
        self.assertLessEqual(max(map(len, done.stdout.splitlines())), 80)
        self.assertNotIn("worker ", done.stdout)

    def test_version(self):
        done = self.bench("--version")
        self.assertRegex(done.stdout, r"^bench \d+\.\d+\.\d+\n$")

    def test_an_output_that_cannot_be_written_is_an_error(self):
        for command in (["--list-scenarios"], ["--help"], ["analyze", RESULT]):
            with self.subTest(command), open("/dev/full", "w") as full:
                done = subprocess.run([BINARY, *command], stdout=full,
                                      stderr=subprocess.PIPE, text=True)
                self.assertEqual(done.returncode, 1, done.stderr)
                self.assertIn("stdout cannot be written: No space left",
                              done.stderr)

    # As with `| head -1`: what is an export is an output like any other.
    def test_an_output_that_nobody_reads_on_is_none(self):
        exports = [line.split()[0] for line in
                   self.bench("--list-exports").stdout.splitlines()]
        self.assertIn("--export-csv", exports)
        for command in (["--list-scenarios"], ["--list-strategies"],
                        ["--list-exports"], ["--help"], ["--version"],
                        ["cluster", "status"], ["cluster", "clean"],
                        ["analyze", RESULT], ["report", RESULT],
                        ["report", RESULT, "--format", "html"],
                        ["compare", *TWO_RESULTS],
                        *(["analyze", RESULT, option, "-"]
                          for option in exports)):
            with self.subTest(command):
                self.assertEqual(self.unread(command, "stdout"), (0, ""))

    def test_a_stderr_that_nobody_reads_on_is_none(self):
        command = ["analyze", RESULT, "--export-csv", "-"]
        status, text = self.unread(command, "stderr")
        self.assertEqual(status, 0)
        self.assertTrue(text.startswith("scenario,started,"), text[:100])

    # What LC_ALL=C, or no locale at all, can show. A file's format is its own.
    def test_people_are_spoken_to_in_their_locale(self):
        commands = (["analyze", RESULT], ["report", RESULT],
                    ["compare", *TWO_RESULTS], ["--list-scenarios"],
                    ["--scenario", "ünknown"],
                    ["analyze", RESULT, "--export-csv", "-"])
        for locale in ({"LC_ALL": "C"},
                       {"LC_ALL": "", "LC_CTYPE": "", "LANG": "POSIX"},
                       {"LC_ALL": "", "LC_CTYPE": "", "LANG": ""}):
            for command in commands:
                with self.subTest(command, locale=locale):
                    done = self.bench(*command, **locale)
                    self.assertTrue(done.stdout.isascii(), done.stdout)
                    self.assertTrue(done.stderr.isascii(), done.stderr)
        spoken = self.bench("analyze", RESULT).stdout
        for character, ascii in ("±", "+-"), ("σ", "s"), ("–", "-"), ("…", "..."):
            spoken = spoken.replace(character, ascii)
        plain = self.bench("analyze", RESULT, LC_ALL="C").stdout
        self.assertRegex(plain, r"\d ms \+- \d")
        self.assertEqual(plain.split(), spoken.split())
        for option in ("--export-markdown", "--export-junit"):
            exported = [self.bench("analyze", RESULT, option, "-", LC_ALL=it)
                        .stdout for it in ("C", "C.UTF-8")]
            self.assertEqual(*exported)

    def unread(self, command, unread):
        """The exit status with an output that is a pipe without a reader, and
        what the other one says, but for the table of an export to stdout."""
        other = {"stdout": "stderr", "stderr": "stdout"}[unread]
        reader, writer = os.pipe()
        os.close(reader)
        with open(writer, "w") as pipe:
            done = subprocess.run(
                [BINARY, *map(str, command)], stdin=subprocess.DEVNULL,
                text=True, env=self.env,
                **{unread: pipe, other: subprocess.PIPE})
        said = getattr(done, other)
        if "-" in command and unread == "stdout":
            self.assertNotIn("warning", said)
            self.assertIn("sequential", said)
            said = ""
        return done.returncode, said

    def test_lists_scenarios_and_strategies(self):
        done = self.bench("--list-scenarios")
        for name in ("three-charts", "post", "many-namespaces",
                     "three-charts-upstream"):
            self.assertIn(name, done.stdout)
        done = self.bench("--list-strategies")
        for name in ("sequential", "thread-pool", "process-pool",
                     "python-thread-pool"):
            self.assertIn(name, done.stdout)

    def test_nothing_to_do_says_what_to_do(self):
        self.assert_refused(self.bench(), "--scenario three-charts")


class BadInput(BareCase):
    def refused(self, *arguments, words=(), **env):
        done = self.bench("--results", self.results, *arguments, **env)
        self.assert_refused(done, *words)

    def refused_scenario(self, content, *words):
        path = self.write("scenario.json", content)
        self.refused("--scenario", path, words=(str(path), *words))

    def test_unknown_option(self):
        self.refused("--scenaro", "three-charts", words=('"--scenaro": did you mean "--scenario"?',))
        self.refused("cluster", "upp", words=('"up"?', "up, status, down, clean"))

    def test_unknown_scenario_names_the_nearest(self):
        self.refused("--scenario", "tree-charts",
                     words=("tree-charts", "three-charts"))

    def test_unreadable_scenario(self):
        self.refused("--scenario", "/does/not/exist.json",
                     words=("/does/not/exist.json",))
        self.refused("--scenario", "/etc/", words=("/etc",))

    def test_broken_json_has_line_and_column(self):
        self.refused_scenario('{\n  "name": "x",\n  "charts": [,]\n}',
                              "line 3", "column 14")

    def test_unknown_key_names_the_nearest(self):
        self.refused_scenario(scenario(blokcs=3), "blokcs", "blocks")

    def test_wrong_type_has_path_expected_and_found(self):
        self.refused_scenario(
            scenario(charts=[{"name": "a", "path": 3}]),
            "charts[0].path", "expected a string", "3")

    def test_workers_out_of_range(self):
        for workers in ("0", "1000000000", "-1", "x"):
            self.refused("--scenario", "three-charts", "--workers", workers,
                         words=("workers",))
            self.refused("--scenario", "three-charts", "--strategy",
                         f"thread-pool@{workers}", words=("thread-pool@",))

    def test_runs_out_of_range(self):
        for runs in ("0", "-1", "1000000"):
            self.refused("--scenario", "three-charts", "--runs", runs,
                         words=("--runs",))

    def test_names_that_kubernetes_refuses(self):
        self.refused_scenario(
            scenario(namespaces={"count": 1, "prefix": "Not_A_Name"}),
            "Not_A_Name")
        self.refused_scenario(scenario(release_name="Bad_{chart}"),
                              "Bad_redis")

    def test_chart_not_found(self):
        self.refused_scenario(
            scenario(charts=[{"name": "a", "path": "no/such/chart"}]),
            "no/such/chart")

    def test_unknown_strategy_names_the_nearest(self):
        self.refused("--scenario", "three-charts", "--strategy", "tread-pool",
                     words=("tread-pool", "thread-pool"))

    def test_strategy_twice(self):
        self.refused("--scenario", "three-charts", "--strategy", "thread-pool",
                     "--strategy", "thread-pool@5", words=("twice",))

    def test_workers_for_a_strategy_without_any(self):
        self.refused("--scenario", "three-charts", "--strategy",
                     "sequential@3", words=("sequential",))

    def test_unknown_cluster_kind_names_the_nearest(self):
        self.refused("--scenario", "three-charts", "--cluster", "kwock",
                     "--helm", self.helm(), words=("kwock", "kwok"))

    def test_no_helm_names_the_script(self):
        self.refused("--scenario", "three-charts", "--cluster", "kwok",
                     PATH="/nowhere", words=("helm", "scripts/control-plane"))
        self.refused("--scenario", "three-charts", "--helm", "/no/helm",
                     words=("/no/helm",))

    def test_helm_too_old(self):
        self.refused("--scenario", "three-charts", "--helm",
                     self.helm("v2.17.0"), words=("v2.17.0", "too old"))

    def test_not_helm(self):
        self.refused("--scenario", "three-charts", "--helm", "/bin/false",
                     words=("not helm",))

    def test_results_below_a_file(self):
        file = self.write("file", "x")
        done = self.bench("--scenario", "three-charts", "--results",
                          file / "results", "--helm", self.helm())
        self.assert_refused(done, str(file))

    def helm(self, version="v3.22.0"):
        return self.write("helm", f"#!/bin/sh\necho {version}\n", 0o755)


class BadCluster(BareCase):
    def setUp(self):
        super().setUp()
        self.helm = self.write("helm", "#!/bin/sh\necho v3.22.0\n", 0o755)

    def refused(self, *words, kubeconfig, context="mine"):
        done = self.bench("--scenario", "three-charts", "--results",
                          self.results, "--helm", self.helm, "--cluster",
                          f"context:{context}", KUBECONFIG=str(kubeconfig))
        self.assert_refused(done, *words)
        self.assertEqual(self.result_files("*"), [])

    def kubeconfig(self, server):
        return self.write("kubeconfig", f"""
apiVersion: v1
kind: Config
current-context: mine
clusters: [{{name: c, cluster: {{server: "{server}"}}}}]
users: [{{name: u, user: {{token: t}}}}]
contexts: [{{name: mine, context: {{cluster: c, user: u}}}}]
""")

    def test_kubeconfig_missing(self):
        self.refused("/does/not/exist", kubeconfig="/does/not/exist")

    def test_context_unknown(self):
        self.refused("other", "mine", context="other",
                     kubeconfig=self.kubeconfig("https://127.0.0.1:1"))

    def test_cluster_unreachable(self):
        with socket.socket() as free:  # bound, so nobody else listens there
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
            self.refused("127.0.0.1", str(port), kubeconfig=self.kubeconfig(
                f"https://127.0.0.1:{port}"))

    def test_what_cannot_be_looked_at_is_not_called_clean(self):
        kubeconfig = str(self.kubeconfig("https://127.0.0.1:1"))
        for context, *words in (("mine", "not looked at", "127.0.0.1"),
                                ("other", "other")):
            self.assert_refused(
                self.bench("cluster", "clean", "--cluster",
                           f"context:{context}", KUBECONFIG=kubeconfig),
                *words)
        # Of all kinds, one that is stopped.
        self.write("kwok/clusters/helm-bench/kwok.yaml", "")
        done = self.bench(
            "cluster", "clean", KWOK_WORKDIR=str(self.folder / "kwok"),
            BENCH_CLUSTER_NAME="helm-bench",
            PATH=f"{SOURCE}/tests/fake:/usr/bin:/bin")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("not looked at: kwok cluster helm-bench", done.stderr)
        self.assertIn("where it could be looked at", done.stdout)

    def all_kinds(self):
        """A kwok cluster that is stopped, and a minikube that does not work."""
        self.write("kwok/clusters/helm-bench/kwok.yaml", "")
        programs = self.write("programs/minikube",
                              "#!/bin/sh\necho boom >&2\nexit 3\n",
                              0o755).parent
        (programs / "kwokctl").symlink_to(SOURCE / "tests/fake/kwokctl")
        self.env.update(KWOK_WORKDIR=str(self.folder / "kwok"),
                        PATH=f"{programs}:/usr/bin:/bin")

    def test_status_tells_what_is_not_known(self):
        self.all_kinds()
        done = self.bench("cluster", "status")
        self.assertEqual(done.returncode, 0, done.stderr)
        minikube, kwok, simulated = done.stdout.splitlines()
        self.assertIn("minikube helm-bench: unknown: ", minikube)
        self.assertIn("boom", minikube)
        self.assertIn("kwok helm-bench: not running", kwok)
        self.assertIn("simulated helm-bench: absent", simulated)

    def test_a_tool_that_does_not_work_is_not_called_clean(self):
        self.all_kinds()
        done = self.bench("cluster", "clean")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("not looked at: minikube status", done.stderr)
        self.assertIn("where it could be looked at", done.stdout)
        # Nor is one whose tool is gone.
        done = self.bench("cluster", "clean", PATH="/usr/bin:/bin")
        self.assertIn("not looked at: kwokctl is not on PATH", done.stderr)

    def test_down_ends_all_that_can_be_ended(self):
        self.all_kinds()
        done = self.bench("cluster", "down")
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertIn("minikube helm-bench is not ended: ", done.stderr)
        self.assertIn("kwok cluster helm-bench is deleted", done.stderr)
        self.assertFalse((self.folder / "kwok/clusters/helm-bench").exists())

    def test_no_kwokctl_names_the_script(self):
        done = self.bench("--scenario", "three-charts", "--results",
                          self.results, "--helm", self.helm, "--cluster",
                          "kwok", PATH="/nowhere")
        self.assert_refused(done, "kwokctl", "scripts/control-plane")

    def test_no_minikube(self):
        done = self.bench("--scenario", "three-charts", "--results",
                          self.results, "--helm", self.helm, "--cluster",
                          "minikube", PATH="/nowhere")
        self.assert_refused(done, "minikube")


if __name__ == "__main__":
    unittest.main()
