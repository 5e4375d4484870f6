"""Runs build/bench as a user does, in folders of the test's own.

BENCH_BINARY names the program; ctest sets it. Standard library only."""

import json
import os
import pathlib
import signal
import subprocess
import tempfile
import unittest

SOURCE = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ.get("BENCH_BINARY", str(SOURCE / "build/bench"))

# Times are not what is tested, and other tests keep the machine busy.
QUICK = ("--warmup", "0", "--max-busy", "100%")


class Case(unittest.TestCase):
    """A test with a folder of its own, which is gone afterwards."""

    maxDiff = None

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="bench-e2e-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.results = self.folder / "results"
        self.env = dict(os.environ)

    def write(self, name, text, mode=0o644):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text if isinstance(text, str) else json.dumps(text))
        path.chmod(mode)
        return path

    def bench(self, *arguments, timeout=300, inside=None, **env):
        """Runs it to its end, inside a folder if need be; returns the
        subprocess.CompletedProcess."""
        return subprocess.run(
            [BINARY, *map(str, arguments)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=timeout,
            cwd=inside,
            env={**self.env, **env},
        )

    def start(self, *arguments, inside=(), **env):
        """Starts it, `inside` another program if need be; the caller reads
        .stderr and ends it."""
        process = subprocess.Popen(
            [*map(str, inside), BINARY, *map(str, arguments)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**self.env, **env},
        )
        self.addCleanup(end, process)
        return process

    def assert_refused(self, done, *words):
        """Exit code 2, one clear sentence, nothing on stdout."""
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertEqual(done.stdout, "")
        error = [line for line in done.stderr.splitlines()
                 if line.startswith("bench: error: ")]
        self.assertEqual(len(error), 1, done.stderr)
        for word in words:
            self.assertIn(word, error[0])

    def result_files(self, suffix=".json"):
        return sorted(self.results.glob("*" + suffix))

    def only_result(self):
        files = self.result_files()
        self.assertEqual(len(files), 1, files)
        self.assertEqual(self.result_files(".jsonl"), [])
        return json.loads(files[0].read_text())


class BareCase(Case):
    """On a machine that has nothing: a home of the test's own, no helm, no
    kwokctl, no minikube, only what a bare system has."""

    def setUp(self):
        super().setUp()
        home = self.folder / "home"
        home.mkdir()
        for name in ("KUBECONFIG", "XDG_STATE_HOME", "XDG_CACHE_HOME",
                     "BENCH_CLUSTER_NAME"):
            self.env.pop(name, None)
        self.env.update(HOME=str(home), PATH="/usr/bin:/bin")

    def measure(self, *arguments, helm="stand-in"):
        """A run of three-charts on a simulated cluster of its own."""
        return self.bench("--scenario", "three-charts", "--cluster",
                          "simulated", "--latency", "instant", "--helm", helm,
                          *QUICK, "--results", self.results, "--color",
                          "never", *arguments)


def unshare(*namespaces):
    """What a command is started with to be alone in these. Without root this
    takes a namespace of users, and those a chroot cannot have."""
    users = () if os.geteuid() == 0 else ("--map-root-user",)
    return ["unshare", *users, *namespaces]


def end(process):
    if process.poll() is None:
        process.kill()
    process.wait()
    process.stdout.close()
    process.stderr.close()


def read_until(process, words):
    """Reads stderr until a line holds `words`; returns all lines read."""
    lines = []
    for line in process.stderr:
        lines.append(line)
        if words in line:
            return lines
    raise AssertionError(f"never said {words!r}: {''.join(lines)}")


__all__ = ["BINARY", "SOURCE", "Case", "end", "read_until", "signal",
           "subprocess", "unshare"]
