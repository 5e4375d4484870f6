#pragma once

#include <span>
#include <string>
#include <vector>

#include "model/trial.h"
#include "uninstaller/native/release_uninstall.h"

namespace bench {

/// What became of a run.
struct NativeRun {
  struct Done {
    Release release;
    UninstallOutcome outcome;
  };
  /// When the last namespace was listed.
  Clock::time_point listed;
  /// In the order of the lists.
  std::vector<Done> releases;
  RequestCounts requests;
};

/// Uninstalls all releases of the namespaces at once, in this thread: a release
/// is begun as soon as it is known. Throws Error where a namespace cannot be
/// listed; what is known of others has been uninstalled then.
NativeRun UninstallAllNatively(ApiSession& session,
                               std::span<const std::string> namespaces,
                               const NativeOptions& options);

}  // namespace bench
