"""A minikube that does not run: what is said, and what helps.

On the real minikube alone: scripts/test minikube."""

import subprocess
import unittest

from cluster_case import NAME, ClusterCase

NOWHERE = {"DOCKER_HOST": "unix:///nowhere.sock"}


class States(ClusterCase):
    def cluster(self, command, **env):
        return self.bench("cluster", command, "--cluster", "minikube", **env)

    def test_1_the_engine_does_not_answer(self):
        status = self.cluster("status", **NOWHERE)
        self.assertIn(f"minikube {NAME}: unknown: minikube profile {NAME}: "
                      "Cannot connect to the Docker daemon", status.stdout)
        self.assert_refused(self.cluster("up", **NOWHERE),
                            "Cannot connect to the Docker daemon",
                            "Start the Docker service")
        down = self.cluster("down", **NOWHERE)
        self.assertEqual(down.returncode, 0, down.stderr)
        self.assertIn("Cannot connect", down.stderr)

    def test_2_it_is_stopped(self):
        self.assertEqual(self.cluster("down").returncode, 0)
        status = self.cluster("status")
        self.assertEqual(status.stdout, f"minikube {NAME}: not running\n")
        self.assert_refused(self.cluster("clean"),
                            f"minikube profile {NAME} is stopped",
                            "./bench cluster up --cluster minikube")
        up = self.cluster("up")
        self.assertEqual(up.returncode, 0, up.stderr)
        # Of what minikube warns at every start.
        self.assertNotIn("warning", up.stderr)

    def test_3_its_machine_is_gone(self):
        subprocess.run(["docker", "rm", "-f", NAME], check=True,
                       capture_output=True)
        self.assert_refused(self.cluster("up"), "its machine is gone",
                            f"minikube delete -p {NAME}")
        down = self.cluster("down")
        self.assertEqual(down.returncode, 0, down.stderr)
        self.assertIn(f"minikube delete -p {NAME}", down.stderr)
        subprocess.run(["minikube", "delete", "-p", NAME], check=True,
                       capture_output=True)
        status = self.cluster("status")
        self.assertIn("absent", status.stdout)


if __name__ == "__main__":
    unittest.main()
