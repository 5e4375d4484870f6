#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "executor/executor.h"
#include "model/trial.h"

namespace bench {

/// A way to list and to remove releases: which tasks do it, and what their
/// outcomes mean. It has no state and runs nothing itself, so that it goes with
/// every executor. Safe to use from many threads.
class Uninstaller {
 public:
  virtual ~Uninstaller() = default;

  /// The task that lists the releases of a namespace.
  virtual Task List(const std::string& ns) const = 0;
  /// The releases that it found, in its order. Throws Error with its words when
  /// it failed.
  virtual std::vector<Release> Listed(const std::string& ns,
                                      const Outcome& outcome) const = 0;

  /// The task that uninstalls a release.
  virtual Task Uninstall(const Release& release) const = 0;
  /// What came of it. Its times count from `begin`.
  virtual ReleaseResult Uninstalled(const Release& release,
                                    const Outcome& outcome,
                                    Clock::time_point begin) const = 0;
};

/// The releases of all `namespaces`, in their order. Throws Error when one
/// cannot be listed: without the list nobody knows what there is to uninstall.
std::vector<Release> ListReleases(const Uninstaller& uninstaller,
                                  std::span<const std::string> namespaces,
                                  Executor& executor);

/// Is told what came of one release the moment it has ended.
using OnRelease = std::function<void(const ReleaseResult&)>;

/// Uninstalls `releases` and returns what came of each, in their order. Times
/// count from `begin`. An error in one task (it could not be started, its
/// worker died) is that release's and harms no other. `on_release`, where there
/// is one, is called in this thread.
std::vector<ReleaseResult> UninstallReleases(
    const Uninstaller& uninstaller, const std::vector<Release>& releases,
    Executor& executor, Clock::time_point begin,
    const OnRelease& on_release = {});

}  // namespace bench
