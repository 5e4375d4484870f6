"""A context of the user's, which leads to a simulated cluster: read as kubectl
reads it, and refused in words about the user's own file."""

import base64
import json
import pathlib
import unittest

from program import QUICK, BareCase


class UsersContext(BareCase):
    def setUp(self):
        super().setUp()
        up = self.bench("cluster", "up", "--cluster", "simulated",
                        "--latency", "instant")
        self.assertEqual(up.returncode, 0, up.stderr)
        self.addCleanup(self.bench, "cluster", "down", "--cluster",
                        "simulated")
        ours = json.loads(
            pathlib.Path(up.stdout.split(": ", 1)[1].strip()).read_text())
        self.cluster = ours["clusters"][0]["cluster"]
        self.token = ours["users"][0]["user"]["token"]
        self.write("pki/ca.crt", base64.b64decode(
            self.cluster["certificate-authority-data"]).decode())

    def kubeconfig(self, user):
        return self.write("kube/config", f"""
current-context: other
contexts: [{{name: mine, context: {{cluster: c, user: u}}}}]
clusters:
- name: c
  cluster:
    server: {self.cluster["server"]}
    certificate-authority: ../pki/ca.crt
users:
- name: u
  user: {{{user}}}
""")

    def plugin(self, script):
        self.write("kube/bin/login", "#!/bin/sh\n" + script, 0o755)
        return ("exec: {apiVersion: client.authentication.k8s.io/v1, "
                "command: bin/login, interactiveMode: Never}")

    def on_context(self, kubeconfig, *arguments, **env):
        return self.bench(*arguments, "--cluster", "context:mine",
                          KUBECONFIG=str(kubeconfig), **env)

    def test_a_program_logs_in(self):
        answer = json.dumps({
            "apiVersion": "client.authentication.k8s.io/v1",
            "kind": "ExecCredential", "status": {"token": self.token}})
        user = self.plugin(f"echo '{answer}'\n")
        # Neither helm nor kubectl would go there.
        done = self.on_context(
            self.kubeconfig(user), "--scenario", "three-charts", "--runs", "1",
            "--helm", "stand-in", "--results", self.results, "--strategy",
            "sequential", *QUICK, ALL_PROXY="socks5://127.0.0.1:1",
            HTTPS_PROXY="http://127.0.0.1:1")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual([t["invalid_reason"]
                          for t in self.only_result()["trials"]], [""])

    def refused(self, user, *words):
        kubeconfig = self.kubeconfig(user)
        done = self.on_context(kubeconfig, "--scenario", "three-charts",
                               "--helm", "stand-in", "--results", self.results)
        self.assert_refused(done, str(kubeconfig), *words)
        # Neither our copy nor what would help with a cluster.
        self.assertNotIn("state/helm-bench", done.stderr)
        self.assertNotIn("cluster up", done.stderr)
        self.assertNotIn("does not start", done.stderr)
        return done

    def test_a_program_that_fails(self):
        user = self.plugin("echo log in first >&2; exit 1\n")
        self.refused(user, "users[u].user.exec", "log in first",
                     "kubectl --context mine")

    def test_what_is_not_supported(self):
        self.refused("auth-provider: {name: oidc}",
                     "users[u].user.auth-provider: not supported")

    def test_a_token_that_the_server_does_not_know(self):
        kubeconfig = self.kubeconfig("token: wrong")
        done = self.on_context(kubeconfig, "--scenario", "three-charts",
                               "--helm", "stand-in", "--results", self.results)
        self.assert_refused(done, "does not know who asks", "Unauthorized")


if __name__ == "__main__":
    unittest.main()
