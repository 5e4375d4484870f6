"""The conformance suite: what a cluster and a helm must do, from one source for
the real ones and for ours.

usage: suite.py [--record] [--list] api|helm|options|pair|kubectl|CASE...

  CONFORMANCE_CLUSTER     kwok, or simulated: one of the suite's own
  CONFORMANCE_KUBECONFIG  of the kwok cluster
  BENCH_BINARY            the program beside which that of the simulated one is
  CONFORMANCE_HELM        the helm, for `helm`, `pair`, and, when it is a real
                          one, `options`
  CONFORMANCE_HELM_OTHER  a second one, for `pair`: what the one installs the
                          other uninstalls
  CONFORMANCE_KUBECTL     kubectl, for `kubectl`

Every case writes down what it saw. That is compared with expected.json, which
--record writes and which must come from the real things; where the simulation
is known to differ, differences.json says how and why. A listed difference that
does not occur is a failure, and so are a case without an expectation, an
expectation without a case, and running nothing."""

import argparse
import concurrent.futures
import os
import secrets
import string
import sys
import time
import traceback

import expectations
import surroundings
import world
from cases import (apply, authentication, deletion, discovery, errors,
                   helm_faults, helm_hooks, helm_options, helm_pair,
                   helm_releases, helm_requests, jobs, kept_only, kubectl,
                   lists, namespaces, objects, patches, records, reviews,
                   watches, workloads)

# Most of a case's time goes into waiting for controllers.
AT_ONCE = 4

MODULES = {
    "api": (apply, authentication, deletion, discovery, errors, jobs,
            kept_only, lists, namespaces, objects, patches, records, reviews,
            watches, workloads),
    "helm": (helm_faults, helm_releases, helm_requests),
    "options": (helm_hooks, helm_options),
    "pair": (helm_pair,),
    "kubectl": (kubectl,),
}


def part_of(function):
    return next(part for part, modules in MODULES.items()
                for module in modules if module.__name__ == function.__module__)


def chosen(words, everything):
    """{name: function} of the cases that the words name."""
    picked = {}
    for word in words:
        if word in MODULES:
            found = {name: function for name, function in everything.items()
                     if part_of(function) == word}
        elif word in everything:
            found = {word: everything[word]}
        else:
            sys.exit(f"suite: error: no case {word}, see --list")
        picked |= found
    return picked


def run_case(name, function, around, run):
    """What it saw, the error that ended it, and its seconds."""
    case_world = world.World(around.cluster, run, name, around)
    begin, error = time.monotonic(), ""
    try:
        function(case_world)
    except Exception:  # pylint: disable=broad-except
        error = traceback.format_exc()
    return case_world.seen, error, time.monotonic() - begin


def clean_up(cluster, run=""):
    """Removes the namespaces of this run, or whatever earlier ones left.
    Sentences about what could not be."""
    listing = "/api/v1/namespaces" + world.ask(
        labelSelector=f"{world.LABEL}=true")

    def leftovers():
        found = cluster.request("GET", listing).body["items"]
        return [item for item in found
                if item["metadata"]["name"].startswith(run)]

    for item in leftovers():
        release(cluster, item["metadata"]["name"])
    try:
        # Some seconds each, when Pods were still ending, and all at once.
        world.until(lambda: not leftovers(), "the suite's namespaces are gone",
                    4 * world.PATIENCE_S)
    except AssertionError as error:
        return [str(error)]
    return []


def release(cluster, namespace):
    """Deletes a namespace and what a case that failed may hold it with."""
    place = f"/api/v1/namespaces/{namespace}"
    cluster.request("DELETE", place)
    maps = world.path("v1", "configmaps", namespace)
    held = [place] + [f"{maps}/{item['metadata']['name']}" for item in
                      cluster.request("GET", maps).body["items"]
                      if "finalizers" in item["metadata"]]
    for each in held:
        cluster.request("PATCH", each, {"metadata": {"finalizers": None}},
                        Content_Type="application/merge-patch+json")


def new_run():
    letters = string.ascii_lowercase + string.digits
    return "conformance-" + "".join(secrets.choice(letters) for _ in range(6))


def main():
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--record", action="store_true")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("words", nargs="*", metavar="PART|CASE")
    arguments = parser.parse_args()
    everything = world.cases()
    if arguments.list:
        print("\n".join(f"{part_of(function)} {name}"
                        for name, function in everything.items()))
        return 0
    picked = chosen(arguments.words, everything)
    if not picked:
        sys.exit("suite: error: no case was named, see --help")
    with surroundings.from_environment(os.environ) as around:
        return run_all(picked, everything, around, arguments.record)


def run_all(picked, everything, around, recording):
    keys = {name: around.key(part_of(function))
            for name, function in picked.items()}
    if recording and not around.is_real():
        sys.exit("suite: error: only the real things are recorded")
    begin = time.monotonic()
    results, leftovers = results_of(picked, around)
    if recording:
        expectations.record({
            key: {name: seen for name, (seen, error, _) in results.items()
                  if keys[name] == key and not error}
            for key in set(keys.values())})
    failed = report(results, keys, around)
    book = expectations.Expectations(around.is_concerned)
    for problem in leftovers + book.without_case(everything.keys()):
        print(f"FAIL            {problem}")
        failed += 1
    print(f"{len(picked) - failed} of {len(picked)} cases passed on "
          f"{around.title()} in {time.monotonic() - begin:.1f} s")
    return 1 if failed else 0


def results_of(picked, around):
    """{name: (seen, error, seconds)}, and what of the suite's stays behind."""
    run = new_run()
    clean_up(around.cluster)
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        futures = {name: pool.submit(run_case, name, function, around, run)
                   for name, function in picked.items()}
    results = {name: future.result() for name, future in futures.items()}
    return results, clean_up(around.cluster, run)


def report(results, keys, around):
    """Prints a line for each case and returns how many failed."""
    book = expectations.Expectations(around.is_concerned)
    failed = 0
    for name, (seen, error, seconds) in results.items():
        problems = book.complaints(keys[name], name, seen)
        problems += [error] if error else []
        print(f"{'FAIL' if problems else 'ok  '} {seconds:6.2f} s  {name}")
        for problem in problems:
            print("       " + problem.replace("\n", "\n       "))
        failed += bool(problems)
    return failed


if __name__ == "__main__":
    sys.exit(main())
