#pragma once

#include <functional>
#include <string>
#include <utility>

#include "cluster/cluster.h"
#include "cluster/workspace.h"
#include "model/result.h"
#include "process/command_runner.h"
#include "runner/interrupt.h"
#include "runner/journal.h"
#include "runner/passes.h"
#include "runner/progress.h"
#include "runner/runner.h"
#include "runner/session.h"
#include "runner/trial_runner.h"
#include "status/status.h"

namespace bench {

/// The part of a run that touches the cluster: the core loop, pass after pass
/// of blocks. Whatever happens in Measure, CleanUp comes after it.
/// `conclusive`: whether a run that may be extended need not be. `grouped`: as
/// Progress takes it.
class Measurement {
 public:
  Measurement(const Session& session, CommandRunner& runner, Cluster& cluster,
              Workspace& workspace, Journal& journal, Status& status,
              const Interrupt& interrupt,
              std::function<bool(const Result&)> conclusive, bool grouped)
      : session_(session),
        runner_(runner),
        cluster_(cluster),
        workspace_(workspace),
        journal_(journal),
        status_(status),
        interrupt_(interrupt),
        conclusive_(std::move(conclusive)),
        grouped_(grouped) {}

  /// Runs the plan of `result` and fills in its trials and how it ended. Throws
  /// nothing: what goes wrong is said in `ended_early`. True when it was ended
  /// by --timeout, which counts no longer once everything is measured.
  bool Measure(Result& result);

  /// Removes the namespaces and all that is in them. Why something of ours may
  /// be left in the cluster; empty when nothing is.
  std::string CleanUp();

 private:
  RunEnd RunAll(Result& result);
  RunEnd RunPass(const Pass& pass, TrialRunner& trials, Progress& progress,
                 Result& result);
  void Recover(TrialEnd& end);

  const Session& session_;
  CommandRunner& runner_;
  Cluster& cluster_;
  Workspace& workspace_;
  Journal& journal_;
  Status& status_;
  const Interrupt& interrupt_;
  std::function<bool(const Result&)> conclusive_;
  bool grouped_;
};

}  // namespace bench
