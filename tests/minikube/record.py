"""What the real minikube answers in every state that bench meets.

usage: record.py FOLDER

Brings a profile of its own into one state after the other, and writes what
minikube printed there and how it ended to FOLDER/NAME.json: what tests/fake/
minikube plays. The profile is called PROFILE in there, its home HOME, and the
engine's address ENGINE. Needs what scripts/minikube makes; takes some minutes."""

import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

PROFILE = "helm-bench-record"
NOWHERE = "unix:///nowhere.sock"


class Recorder:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.kubeconfig = pathlib.Path(tempfile.mkdtemp()) / "kubeconfig"

    def run(self, *arguments, without=(), **more):
        env = {**os.environ, "KUBECONFIG": str(self.kubeconfig), **more}
        for name in without:
            env.pop(name, None)
        return subprocess.run(["minikube", *arguments], env=env,
                              capture_output=True, text=True)

    def record(self, name, *arguments, **how):
        """How minikube answers, in a file of this name."""
        done = self.run(*arguments, **how)
        version = self.run("version", "--short").stdout.strip()
        answer = {"minikube": version, "arguments": list(arguments),
                  "exit": done.returncode,
                  "stdout": self.normal(done.stdout),
                  "stderr": self.normal(done.stderr)}
        text = json.dumps(answer, indent=1, ensure_ascii=False)
        (self.folder / f"{name}.json").write_text(text + "\n")
        print(f"{name}: {done.returncode}", flush=True)

    def normal(self, text):
        """Without what is this machine's, or another each time."""
        home = os.environ.get("MINIKUBE_HOME", str(pathlib.Path.home()))
        text = re.sub(r'"id":"[-0-9a-f]{36}"', '"id":"0"', text)
        text = re.sub(r"[IWEF]\d{4} \d\d:\d\d:\d\d\.\d+ +\d+ ", "E KLOG ", text)
        for found, instead in ((PROFILE, "PROFILE"), (home, "HOME"),
                               (str(self.kubeconfig), "KUBECONFIG"),
                               (NOWHERE, "ENGINE")):
            text = text.replace(found, instead)
        if '"valid":[' in text:  # the user's other profiles are nobody's business
            listed = json.loads(text)
            listed["valid"] = [profile for profile in listed["valid"]
                               if profile["Name"] == "PROFILE"]
            text = json.dumps(listed) + "\n"
        return "".join(line for line in text.splitlines(keepends=True)
                       if not is_setting(line))


def is_setting(line):
    """What minikube repeats of its environment, which is this machine's."""
    return re.search(r'"message":"[A-Z_]+=', line) is not None


STATUS = ("status", "-o", "json", "-p", PROFILE)
START = ("start", "-o", "json", "-p", PROFILE)
STOP = ("stop", "-o", "json", "-p", PROFILE)


def docker(*arguments):
    subprocess.run(["docker", *arguments], check=True, capture_output=True)


def record_all(recorder):
    record, run = recorder.record, recorder.run
    run("delete", "-p", PROFILE)
    record("no-profile", *STATUS)
    record("start-as-root", *START,
           without=("MINIKUBE_FORCE", "MINIKUBE_KUBERNETES_VERSION"))
    record("start-no-driver", *START, DOCKER_HOST=NOWHERE,
           without=("MINIKUBE_DRIVER",))
    record("start-unreachable", *START, DOCKER_HOST=NOWHERE)
    record("no-machine", *STATUS)
    run("delete", "-p", PROFILE)
    record("start", *START)
    record("running", *STATUS)
    record("version", "version", "--short")
    record("profiles", "profile", "list", "-l", "-o", "json")
    record("other-kubeconfig", *STATUS, KUBECONFIG="/nowhere")
    record("update-context", "update-context", "-p", PROFILE)
    run("pause", "-p", PROFILE)
    record("paused", *STATUS)
    run("unpause", "-p", PROFILE)
    docker("exec", PROFILE, "systemctl", "stop", "kubelet")
    record("kubelet-stopped", *STATUS)
    docker("exec", PROFILE, "systemctl", "start", "kubelet")
    record("unreachable", *STATUS, DOCKER_HOST=NOWHERE)
    record("stop", *STOP)
    record("stopped", *STATUS)
    docker("rm", "-f", PROFILE)
    record("removed", *STATUS)
    record("stop-removed", *STOP)
    record("delete", "delete", "-p", PROFILE)
    record("delete-again", "delete", "-p", PROFILE)
    run("start", "-o", "json", "-p", PROFILE, "--nodes", "2")
    record("two-nodes", *STATUS)
    run("node", "stop", f"{PROFILE}-m02", "-p", PROFILE)
    record("one-of-two-stopped", *STATUS)
    run("delete", "-p", PROFILE)


if __name__ == "__main__":
    record_all(Recorder(sys.argv[1]))
