#pragma once

#include <optional>
#include <set>
#include <stop_token>
#include <string>

#include "cli/options.h"
#include "cli/setup/checked_run.h"
#include "cli/setup/connection.h"
#include "cluster/workspace.h"
#include "model/result.h"
#include "process/command_runner.h"
#include "runner/journal.h"
#include "runner/setup.h"
#include "status/status.h"

namespace bench {

/// A run of which all is found and there: only its namespaces are not made yet.
struct ReadyRun {
  Connection connection;
  Workspace workspace;
  Setup setup;
  /// Of custom resources, as they are before it; empty: we cannot look.
  std::optional<std::set<std::string>> definitions;
  Result planned;   // has no trials yet
  Journal journal;  // of `planned`
};

/// Finds the programs, starts the cluster where it does not run, makes the
/// session's folder and the journal ready. Throws Error for what is refused:
/// before the cluster is touched wherever that can be known then.
ReadyRun MakeReady(const Options& options, const CheckedRun& checked,
                   CommandRunner& runner, Status& status,
                   const std::stop_token& stop);

}  // namespace bench
