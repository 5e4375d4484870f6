"""Runs build/bench as a user does, in folders of the test's own.

BENCH_BINARY names the program; ctest sets it. Standard library only."""

import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import unittest

SOURCE = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ.get("BENCH_BINARY", str(SOURCE / "build/bench"))

# Times are not what is tested, and other tests, or other guests of the host,
# keep the machine busy.
ANY_MACHINE = ("--max-busy", "100%", "--max-stolen", "100%")
QUICK = ("--warmup", "0", *ANY_MACHINE)

# Tests that run side by side have a cluster each: ctest gives them a number.
if _slot := os.environ.pop("CTEST_RESOURCE_GROUP_0_CLUSTERS", ""):
    _which = _slot.removeprefix("id:").split(",")[0]
    os.environ["BENCH_CLUSTER_NAME"] += f"-{_which}"

# As from a terminal: whoever runs tests in the background ignores these, and
# what is ignored stays so in all that is started.
for _number in (signal.SIGINT, signal.SIGHUP):
    if signal.getsignal(_number) is signal.SIG_IGN:
        signal.signal(_number, signal.SIG_DFL)


# What says which of the user's own things to work with, or to tell.
USERS = ("BENCH_CLUSTER_NAME", "GITHUB_ACTIONS", "GITHUB_OUTPUT",
         "GITHUB_STEP_SUMMARY", "KUBECONFIG", "KWOK_WORKDIR", "MINIKUBE_HOME",
         "XDG_CACHE_HOME", "XDG_STATE_HOME")


# Where all that is said can be shown.
LOCALE = {"LC_ALL": "C.UTF-8"}


def own_world(home):
    """The environment of a user who has nothing but this home and what a bare
    system has: no helm, no kwokctl, no minikube."""
    env = {name: value for name, value in os.environ.items()
           if name not in USERS}
    return {**env, **LOCALE, "HOME": str(home), "PATH": "/usr/bin:/bin"}


class Case(unittest.TestCase):
    """A test with a folder of its own, which is gone afterwards."""

    maxDiff = None

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="bench-e2e-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.results = self.folder / "results"
        self.env = {name: value for name, value in os.environ.items()
                    if not name.startswith("GITHUB_")} | LOCALE

    def write(self, name, text, mode=0o644):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text if isinstance(text, str) else json.dumps(text))
        path.chmod(mode)
        return path

    def bench(self, *arguments, timeout=120, inside=None, **env):
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
            start_new_session=bool(inside),
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

    def leave_out(self, reason):
        """Ends the test where this machine lacks what it needs. scripts/test
        repeats the reason in its last lines."""
        print(f"LEFT OUT: {self.id()}: {reason}", file=sys.stderr, flush=True)
        self.skipTest(reason)

    def unshare(self, *namespaces):
        """What a command is started with to be alone in these. Without the
        right to it this takes a namespace of users as well, and those a chroot
        cannot have; in most containers there is neither."""
        for users in (), ("--map-root-user",):
            command = ["unshare", *users, *namespaces]
            tried = subprocess.run([*command, "true"], capture_output=True,
                                   text=True)
            if tried.returncode == 0:
                return command
        self.leave_out(f"{' '.join(command)}: {tried.stderr.strip()}; on Ubuntu "
                       "24.04 it helps to allow it: sudo sysctl -w "
                       "kernel.apparmor_restrict_unprivileged_userns=0")

    def result_files(self, suffix=".json"):
        return sorted(self.results.glob("*" + suffix))

    def only_result(self):
        files = self.result_files()
        self.assertEqual(len(files), 1, files)
        self.assertEqual(self.result_files(".jsonl"), [])
        return json.loads(files[0].read_text())


class BareCase(Case):
    """On a machine that has nothing: own_world."""

    def setUp(self):
        super().setUp()
        home = self.folder / "home"
        home.mkdir()
        self.env = own_world(home)

    def measure(self, *arguments, helm="stand-in"):
        """A run of three-charts on a simulated cluster of its own."""
        return self.bench("--scenario", "three-charts", "--cluster",
                          "simulated", "--latency", "instant", "--helm",
                          helm, *QUICK, "--results", self.results,
                          "--color", "never", *arguments)


def end(process):
    if process.poll() is None:
        # Inside another program it has a group of its own with that.
        if os.getpgid(process.pid) == process.pid:
            os.killpg(process.pid, signal.SIGKILL)
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
           "subprocess"]
