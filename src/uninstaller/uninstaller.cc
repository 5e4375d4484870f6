#include "uninstaller/uninstaller.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "executor/as_completed.h"
#include "util/error.h"

namespace bench {
namespace {

using Futures = std::vector<Future<Outcome>>;

ReleaseResult ResultOf(const Uninstaller& uninstaller, const Release& release,
                       const Future<Outcome>& future, Clock::time_point begin) {
  try {
    return uninstaller.Uninstalled(release, future.Get(), begin);
  } catch (const Error& error) {
    return {.release = release, .error = error.what()};
  }
}

}  // namespace

std::vector<Release> ListReleases(const Uninstaller& uninstaller,
                                  std::span<const std::string> namespaces,
                                  Executor& executor) {
  Futures lists;
  lists.reserve(namespaces.size());
  for (const std::string& ns : namespaces) {
    lists.push_back(executor.Submit(uninstaller.List(ns)));
  }
  std::vector<Release> releases;
  for (std::size_t i = 0; i < lists.size(); ++i) {
    for (Release& release : uninstaller.Listed(namespaces[i], lists[i].Get())) {
      releases.push_back(std::move(release));
    }
  }
  return releases;
}

std::vector<ReleaseResult> UninstallReleases(
    const Uninstaller& uninstaller, const std::vector<Release>& releases,
    Executor& executor, Clock::time_point begin, const OnRelease& on_release) {
  Futures futures;
  Futures pending;
  std::vector<ReleaseResult> results(releases.size());
  const auto take = [&](std::size_t i) {
    results[i] = ResultOf(uninstaller, releases[i], futures[i], begin);
    if (on_release) on_release(results[i]);
  };
  for (const Release& release : releases) {
    futures.push_back(executor.Submit(uninstaller.Uninstall(release)));
    // One that has no workers has run it by now, and the next ones not yet.
    if (futures.back().Done()) {
      take(futures.size() - 1);
    } else {
      pending.push_back(futures.back());
    }
  }
  for (const Future<Outcome>& done : AsCompleted(std::move(pending))) {
    const auto at = std::ranges::find(futures, done);
    take(static_cast<std::size_t>(at - futures.begin()));
  }
  return results;
}

}  // namespace bench
