"""The conformance suite wherever something in it is real: what is expected is
what the real ones do, and the simulation does the same with the real helm."""

import shutil
import sys
import tempfile
import unittest

from cluster_case import SOURCE, STAND_IN, ClusterCase
from conformance import conformance

sys.path.insert(0, str(SOURCE / "tests/differential"))
from native_helm import native_helm  # noqa: E402

HELMS = {"helm": "v3", "helm4": "v4"}


class Conformance(ClusterCase):
    def on_kwok(self, words, **variables):
        conformance(self, words, cluster="kwok", kubeconfig=self.kubeconfig,
                    **variables)

    def on_the_simulation(self, words, **variables):
        conformance(self, words, cluster="simulated", **variables)

    def test_what_is_expected_is_what_the_api_server_and_kubectl_do(self):
        self.on_kwok(["api", "kubectl"], kubectl=shutil.which("kubectl"))

    def test_what_is_expected_is_what_helm_does(self):
        for helm in HELMS:
            with self.subTest(helm=helm):
                self.on_kwok(["helm", "options"], helm=shutil.which(helm))

    def test_our_own_uninstaller_leaves_what_helm_leaves(self):
        for helm, semantics in HELMS.items():
            with (self.subTest(semantics=semantics),
                  tempfile.TemporaryDirectory() as folder):
                self.on_kwok(["helm", "options"], helm=native_helm(
                    folder, shutil.which(helm), semantics))

    def test_the_stand_in_on_a_real_api_server(self):
        self.on_kwok(["helm"], helm=STAND_IN)

    def test_kubectl_on_the_simulation(self):
        self.on_the_simulation(["kubectl"], kubectl=shutil.which("kubectl"))

    def test_helm_on_the_simulation(self):
        for helm in HELMS:
            with self.subTest(helm=helm):
                self.on_the_simulation(["helm", "options"],
                                       helm=shutil.which(helm))

    def test_what_one_installs_the_other_uninstalls(self):
        for helm in HELMS:
            with self.subTest(helm=helm):
                self.on_kwok(["pair"], helm=shutil.which(helm),
                             helm_other=STAND_IN)
                self.on_the_simulation(["pair"], helm=shutil.which(helm),
                                       helm_other=STAND_IN)


if __name__ == "__main__":
    unittest.main()
