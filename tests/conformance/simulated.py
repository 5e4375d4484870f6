"""A simulated cluster of the suite's own, without latency.

The program takes its order as a line of JSON, answers with one, and ends with
its standard input."""

import base64
import contextlib
import json
import pathlib
import subprocess
import tempfile

TOKEN = "conformance"


@contextlib.contextmanager
def cluster(bench):
    """The path of its kubeconfig. `bench`: the program beside which the one of
    the cluster is."""
    program = pathlib.Path(bench).parent / "simulated-api-server"
    order = {"token": TOKEN, "port": 0, "profile": "", "seed": 1,
             "keep": False}
    with tempfile.TemporaryDirectory(prefix="conformance-") as folder, \
            subprocess.Popen([program, folder],
                             stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                             text=True) as server:
        server.stdin.write(json.dumps(order) + "\n")
        server.stdin.flush()
        answer = json.loads(server.stdout.readline() or "{}")
        if "port" not in answer:
            raise SystemExit(f"suite: error: {program}: no simulated cluster: "
                             f"{answer.get('error', 'it ended')}")
        kubeconfig = pathlib.Path(folder) / "kubeconfig"
        kubeconfig.write_text(_kubeconfig(answer))
        try:
            yield kubeconfig
        finally:
            server.stdin.close()
            server.wait(timeout=10)


def _kubeconfig(answer):
    authority = base64.b64encode(
        answer["certificates"]["ca"].encode()).decode()
    return json.dumps({
        "apiVersion": "v1", "kind": "Config", "current-context": "c",
        "clusters": [{"name": "c", "cluster": {
            "server": f"https://127.0.0.1:{answer['port']}",
            "certificate-authority-data": authority}}],
        "users": [{"name": "c", "user": {"token": TOKEN}}],
        "contexts": [{"name": "c",
                      "context": {"cluster": "c", "user": "c"}}]})
