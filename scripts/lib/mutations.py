"""A copy of the source in which one thing after the other is made wrong, to see
whether the tests notice: what scripts/mutate-simulation and scripts/mutate-native
have in common."""

import contextlib
import os
import pathlib
import shutil
import subprocess
import tempfile

TOP = pathlib.Path(__file__).resolve().parents[2]


class Failure(Exception):
    """What is wrong with the deviation or with the tests."""


class Copy:
    """Files and folders of the source in a folder of its own, with its build."""

    def __init__(self, folder, names, *cmake_arguments):
        self.folder = pathlib.Path(folder)
        for name in names:
            source, target = TOP / name, self.folder / name
            if source.is_dir():
                shutil.copytree(source, target, ignore=shutil.ignore_patterns(
                    "__pycache__"))
            else:
                shutil.copy2(source, target)
        launcher = ["-DCMAKE_CXX_COMPILER_LAUNCHER=ccache"] if shutil.which(
            "ccache") else []
        self._call("cmake", "-S", ".", "-B", "build", "-G", "Ninja",
                   "-DCMAKE_BUILD_TYPE=Debug", "-DCMAKE_CXX_FLAGS_DEBUG=-O0",
                   "-DBENCH_WERROR=OFF", *cmake_arguments, *launcher)

    def _call(self, *command):
        done = subprocess.run(
            command, cwd=self.folder, text=True, capture_output=True,
            stdin=subprocess.DEVNULL, check=False,
            # So that another time what was compiled here is found.
            env={**os.environ, "CCACHE_BASEDIR": str(self.folder),
                 "CCACHE_NOHASHDIR": "1"})
        if done.returncode != 0:
            raise Failure(f"{command[0]} failed:\n"
                          + (done.stdout + done.stderr)[-4000:])
        return done.stdout

    def build(self, *targets):
        self._call("cmake", "--build", "build", "--target", *targets)

    @contextlib.contextmanager
    def changed(self, name, find, replace):
        """Meanwhile what stands once in a file is something else."""
        file = self.folder / name
        original = file.read_text()
        if original.count(find) != 1:
            raise Failure(f"{name}: what is to be replaced is there "
                          f"{original.count(find)} times, not once")
        file.write_text(original.replace(find, replace))
        try:
            yield
        finally:
            file.write_text(original)


@contextlib.contextmanager
def copy_of(names, *cmake_arguments):
    with tempfile.TemporaryDirectory(prefix="bench-mutations-") as folder:
        yield Copy(folder, names, *cmake_arguments)
