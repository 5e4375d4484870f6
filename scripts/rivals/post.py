#!/usr/bin/env python3
"""The programs of the post: uninstalls every Helm release of the namespaces,
with a plain loop, a ThreadPoolExecutor or a ProcessPoolExecutor.

Prints a line for each release, and what helm says of a failure on stderr.
Exit code: 0 when all are uninstalled, else 1."""

import argparse
import json
import subprocess
import sys
from concurrent.futures import (ProcessPoolExecutor, ThreadPoolExecutor,
                                as_completed)
from contextlib import nullcontext

# Without these helm 3 shows only some of the releases; -m 0: not just 256.
ALL = ["-m", "0", "-o", "json", "--deployed", "--failed", "--pending",
       "--uninstalling", "--uninstalled", "--superseded"]


def list_releases(helm, namespace):
    done = subprocess.run([helm, "list", "-n", namespace, *ALL],
                          capture_output=True, text=True)
    if done.returncode != 0:
        reason = done.stderr.strip() or f"exit code {done.returncode}"
        return namespace, None, reason
    names = [release["name"] for release in json.loads(done.stdout)]
    return namespace, names, ""


def uninstall(helm, namespace, name):
    done = subprocess.run([helm, "uninstall", name, "-n", namespace],
                          capture_output=True, text=True)
    if done.returncode != 0:
        reason = done.stderr.strip() or f"exit code {done.returncode}"
        return namespace, name, reason
    return namespace, name, ""


def results(executor, function, calls):
    """The results of the calls, each as soon as it is there."""
    if executor is None:
        yield from (function(*call) for call in calls)
        return
    futures = [executor.submit(function, *call) for call in calls]
    for future in as_completed(futures):
        yield future.result()


def run(executor, helm, namespaces):
    failed = False
    releases = []
    calls = [(helm, namespace) for namespace in namespaces]
    for namespace, names, error in results(executor, list_releases, calls):
        if names is None:
            print(f"{namespace}: {error}", file=sys.stderr)
            failed = True
            continue
        releases += [(helm, namespace, name) for name in names]
    for namespace, name, error in results(executor, uninstall, releases):
        if error:
            print(f"{namespace}/{name}: {error}", file=sys.stderr)
            failed = True
        else:
            print(f"uninstalled {namespace}/{name}", flush=True)
    return 1 if failed else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("mode",
                        choices=["sequential", "thread-pool", "process-pool"])
    parser.add_argument("--helm", default="helm", metavar="PATH")
    parser.add_argument("--namespace", action="append", required=True)
    parser.add_argument("--workers", type=int,
                        help="default: 5 threads, a process for each CPU")
    arguments = parser.parse_args()
    executors = {
        "sequential": nullcontext,
        "thread-pool": lambda: ThreadPoolExecutor(arguments.workers or 5),
        "process-pool": lambda: ProcessPoolExecutor(arguments.workers),
    }
    with executors[arguments.mode]() as executor:
        return run(executor, arguments.helm, arguments.namespace)


if __name__ == "__main__":
    sys.exit(main())
