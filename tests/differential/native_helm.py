"""A helm whose uninstall is ours (native_helm.cc), as a program of its own for
each helm beside it and whose rules it goes by."""

import os
import pathlib


def native_helm(folder, helm, semantics):
    """Its path. `semantics`: "v3" or "v4"."""
    program = pathlib.Path(os.environ["BENCH_BINARY"]).parent / "native-helm"
    script = pathlib.Path(folder) / f"native-helm-{pathlib.Path(helm).name}"
    script.write_text("#!/bin/sh\n"
                      f"NATIVE_HELM='{helm}' NATIVE_SEMANTICS={semantics} "
                      f"exec '{program}' \"$@\"\n")
    script.chmod(0o755)
    return str(script)
