"""scripts/rivals/post.py with a stand-in for helm, in its three modes."""

import functools
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time
import unittest

SOURCE = pathlib.Path(__file__).resolve().parents[2]
MODES = ("sequential", "thread-pool", "process-pool")

# A release is an empty file FOLDER/namespace/name. One called "broken" cannot
# be uninstalled; one called "hangs" takes for ever; the namespace "closed"
# cannot be listed. Every call leaves a line in FOLDER/calls.
HELM = """#!{python}
import json, os, pathlib, sys, time
folder = pathlib.Path({folder!r})
command, arguments = sys.argv[1], sys.argv[2:]
namespace = arguments[arguments.index("-n") + 1]
with open(folder / "calls", "a") as calls:
    calls.write(json.dumps([os.getpid(), command, *arguments]) + "\\n")
if command == "list":
    if namespace == "closed":
        sys.exit("Error: secrets is forbidden")
    names = sorted(os.listdir(folder / namespace))
    print(json.dumps([{{"name": n, "namespace": namespace}} for n in names]))
elif command == "uninstall":
    name = arguments[0]
    if name == "broken":
        sys.exit("Error: uninstallation completed with 1 error(s)")
    if name.startswith("hangs"):
        time.sleep(600)
    (folder / namespace / name).unlink()
    print(f'release "{{name}}" uninstalled')
else:
    sys.exit(f"unknown command {{command}}")
"""


def in_every_mode(test):
    @functools.wraps(test)
    def run(self):
        for mode in MODES:
            with self.subTest(mode=mode):
                (self.folder / "calls").write_text("")
                test(self, mode)
    return run


class Post(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="bench-post-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.helm = self.folder / "helm"
        self.helm.write_text(
            HELM.format(python=sys.executable, folder=folder.name))
        self.helm.chmod(0o755)

    def release(self, namespace, *names):
        (self.folder / namespace).mkdir(exist_ok=True)
        for name in names:
            (self.folder / namespace / name).touch()

    def left(self, namespace):
        return sorted(os.listdir(self.folder / namespace))

    def calls(self, command):
        lines = (self.folder / "calls").read_text().splitlines()
        calls = [json.loads(line) for line in lines]
        return [call for call in calls if call[1] == command]

    def command(self, mode, *namespaces, workers=None):
        command = [sys.executable, SOURCE / "scripts/rivals/post.py", mode,
                   "--helm", self.helm]
        for namespace in namespaces:
            command += ["--namespace", namespace]
        if workers:
            command += ["--workers", str(workers)]
        return command

    def run_it(self, *arguments, **options):
        return subprocess.run(self.command(*arguments, **options),
                              stdin=subprocess.DEVNULL, capture_output=True,
                              text=True, timeout=60)

    @in_every_mode
    def test_uninstalls_every_release_of_the_namespaces(self, mode):
        self.release("one", "nginx", "redis", "mysql")
        self.release("two", "nginx")
        self.release("other", "nginx")
        done = self.run_it(mode, "one", "two")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual(
            sorted(done.stdout.splitlines()),
            ["uninstalled one/mysql", "uninstalled one/nginx",
             "uninstalled one/redis", "uninstalled two/nginx"])
        self.assertEqual(self.left("one") + self.left("two"), [])
        self.assertEqual(self.left("other"), ["nginx"])

    def test_lists_in_all_states_and_without_a_limit(self):
        self.release("one")
        done = self.run_it("sequential", "one")
        self.assertEqual((done.returncode, done.stdout), (0, ""))
        self.assertEqual(
            self.calls("list")[0][2:],
            ["-n", "one", "-m", "0", "-o", "json", "--deployed", "--failed",
             "--pending", "--uninstalling", "--uninstalled", "--superseded"])

    @in_every_mode
    def test_a_failure_is_told_in_helms_words_and_stops_no_other(self, mode):
        self.release("one", "a", "broken", "z")
        done = self.run_it(mode, "closed", "one")
        self.assertEqual(done.returncode, 1)
        self.assertEqual(
            sorted(done.stderr.splitlines()),
            ["closed: Error: secrets is forbidden",
             "one/broken: Error: uninstallation completed with 1 error(s)"])
        self.assertEqual(self.left("one"), ["broken"])

    def test_workers_can_be_chosen(self):
        for mode in ("thread-pool", "process-pool"):
            with self.subTest(mode):
                before = self.started()
                self.release("one", "hangs", "hangs-too", "hangs-as-well")
                process = self.start(mode, "one", workers=2)
                self.wait_for(lambda: self.started() == before + 2)
                time.sleep(0.3)  # a third worker would have begun by now
                self.assertEqual(self.started(), before + 2)
                self.stop(process)

    def started(self):
        """How many uninstalls have been begun."""
        if not (self.folder / "calls").exists():
            return 0
        return len(self.calls("uninstall"))

    @in_every_mode
    def test_pools_overlap_and_the_loop_does_not(self, mode):
        self.release("one", "a", "hangs", "z")
        process = self.start(mode, "one", workers=5)
        wanted = 2 if mode == "sequential" else 3
        self.wait_for(lambda: len(self.calls("uninstall")) == wanted)
        if mode == "sequential":
            time.sleep(0.3)  # it would have started the third by now
            self.assertEqual(len(self.calls("uninstall")), 2)
        self.stop(process)

    @in_every_mode
    def test_nothing_outlives_a_sigterm_to_its_process_group(self, mode):
        self.release("one", "hangs")
        process = self.start(mode, "one")
        self.wait_for(lambda: self.calls("uninstall"))
        child = self.calls("uninstall")[0][0]
        self.stop(process)
        self.assertEqual(process.returncode, -signal.SIGTERM)
        self.wait_for(lambda: not is_running(child))

    def start(self, *arguments, **options):
        process = subprocess.Popen(
            self.command(*arguments, **options), start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL)
        self.addCleanup(self.stop, process)
        return process

    def stop(self, process):
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(timeout=30)

    def wait_for(self, condition):
        deadline = time.monotonic() + 30
        while not condition():
            self.assertLess(time.monotonic(), deadline, "waited in vain")
            time.sleep(0.01)


def is_running(pid):
    try:
        # A zombie has ended, whoever is to reap it.
        stat = pathlib.Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


if __name__ == "__main__":
    unittest.main()
