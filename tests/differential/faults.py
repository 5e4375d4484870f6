#!/usr/bin/python3
"""Our own uninstaller on a server that goes wrong.

usage: faults.py [--runs N] [--seed N] NATIVE_HELM

NATIVE_HELM: build/native-helm, also one with AddressSanitizer. Each run installs
a release with the stand-in for helm in a simulated cluster and uninstalls it
through a server that refuses (429, 500, 503), does not answer, answers half,
does what was asked and does not say so, or forgets who asks (401). What happens
to which request follows from the seed. Either the release is gone as without
faults, or it is named as failed, and a second uninstall, without faults, leaves
the same: nothing else is right, and neither is a crash."""

import argparse
import collections
import http.server
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import threading

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]
                       / "conformance"))
import helm_world  # noqa: E402
import simulated  # noqa: E402
import surroundings  # noqa: E402
import world  # noqa: E402
from recorder import Server, plain_kubeconfig  # noqa: E402

CHARTS = ("nginx", "redis", "mysql")
FAULTS = ("429", "500", "503", "401", "silence", "half", "unsaid")
SHARE = 0.15  # of all requests


class Unreliable:
    """Between a client and the cluster; `faults` counts what it did."""

    def __init__(self, cluster):
        self.faults = collections.Counter()
        self._seed, self._seen = None, collections.Counter()
        self._lock = threading.Lock()

        class Handler(_Handler):
            pass

        Handler.cluster, Handler.unreliable = cluster, self
        self.server = Server(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def begin(self, seed):
        self._seed, self._seen = seed, collections.Counter()

    def end(self):
        self._seed = None

    def fault(self, method, target):
        """What happens to this request, by which it is and how often it came."""
        with self._lock:
            if self._seed is None:
                return ""
            # Namespaces have other names with each run of this program.
            name = target.rsplit("/", 1)[-1]
            self._seen[method, name] += 1
            chance = random.Random(
                f"{self._seed} {method} {name} {self._seen[method, name]}")
            if chance.random() > SHARE:
                return ""
            fault = chance.choice(FAULTS)
            self.faults[fault] += 1
            return fault


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *_):
        pass

    def _answer(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        fault = self.unreliable.fault(self.command, self.path)
        self.close_connection = fault in ("silence", "half", "unsaid")
        if fault == "silence":
            return
        if fault.isdigit():
            self._send(int(fault), json.dumps(
                {"kind": "Status", "message": f"a fault: {fault}"}).encode())
            return
        headers = {name: value for name, value in self.headers.items()
                   if name not in ("Host", "Authorization", "Connection")}
        answer = self.cluster.exchange(self.command, self.path, body or None,
                                       self.cluster.headers() | headers)
        if fault != "unsaid":
            self._send(answer.status, answer.data, half=fault == "half")

    def _send(self, status, data, half=False):
        self.send_response_only(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data[:len(data) // 2] if half else data)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _answer


class Trial:
    def __init__(self, around, native_helm, folder):
        self.around, self.native_helm = around, native_helm
        self.unreliable = Unreliable(around.cluster)
        config = folder / "kubeconfig"
        config.write_text(
            plain_kubeconfig(self.unreliable.server.server_port))
        self.env = {**os.environ, "HOME": str(folder),
                    "KUBECONFIG": str(config), "NATIVE_HELM": around.helm}

    def helm(self, *arguments):
        return subprocess.run(
            [self.native_helm, *arguments], env=self.env, text=True,
            stdin=subprocess.DEVNULL, capture_output=True, timeout=60,
            check=False)

    def install(self, w, chart):
        ns = w.namespace(service_account=True)
        helm_world.must(self.helm("install", chart,
                                  str(helm_world.CHARTS / chart), "-n", ns,
                                  *helm_world.INSTALL))
        return ns

    def run(self, seed):
        """How it ended, in a word; raises AssertionError where it is wrong."""
        w = world.World(self.around.cluster, f"conformance-f{seed:05}", "f",
                        self.around)
        chart = CHARTS[seed % len(CHARTS)]
        ns = self.install(w, chart)
        self.unreliable.begin(seed)
        done = self.helm("uninstall", chart, "-n", ns)
        self.unreliable.end()
        if done.returncode not in (0, 1):
            raise AssertionError(f"exit code {done.returncode}: {done.stderr}")
        if done.returncode == 1:
            if not done.stderr.startswith("Error: "):
                raise AssertionError(f"fails without a word: {done.stderr}")
            again = self.helm("uninstall", chart, "-n", ns)
            if again.returncode != 0 and "not found" not in again.stderr:
                raise AssertionError(f"cannot go on: {again.stderr}")
        left = [line for line in helm_world.settled(w, ns)
                if not line.startswith(("ConfigMap kube-root-ca.crt",
                                        "ServiceAccount default",
                                        "PersistentVolumeClaim "))]
        w.delete(world.path("v1", "namespaces", None, ns))
        if left:
            raise AssertionError(f"left behind: {left} {done.stderr}")
        return "gone" if done.returncode == 0 else "named as failed"


def main():
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1, help="of the first")
    parser.add_argument("native_helm")
    options = parser.parse_args()
    native = pathlib.Path(options.native_helm).resolve()
    # The plain build's, which --preset asan has none of.
    plain = pathlib.Path(os.environ.get("BENCH_BINARY", native)).parent
    ends, wrong = collections.Counter(), 0
    with tempfile.TemporaryDirectory() as folder, \
            simulated.cluster(plain / "bench") as config:
        around = surroundings.Surroundings(
            surroundings.Cluster(config), "simulated",
            str(plain / "helm-stand-in"), "", "")
        trial = Trial(around, str(native), pathlib.Path(folder))
        for seed in range(options.seed, options.seed + options.runs):
            try:
                ends[trial.run(seed)] += 1
            except (AssertionError, subprocess.TimeoutExpired) as error:
                wrong += 1
                print(f"seed {seed}: {error}", flush=True)
    print(f"{options.runs} runs, {trial.unreliable.faults.total()} faults "
          f"({', '.join(f'{n} {what}' for what, n in sorted(trial.unreliable.faults.items()))}): "
          + ", ".join(f"{n} {what}" for what, n in sorted(ends.items()))
          + f", {wrong} wrong")
    return 1 if wrong or not trial.unreliable.faults else 0


if __name__ == "__main__":
    sys.exit(main())
