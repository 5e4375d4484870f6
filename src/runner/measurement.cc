#include "runner/measurement.h"

#include <fmt/format.h>

#include <csignal>
#include <exception>
#include <utility>

#include "util/error.h"
#include "util/format.h"

namespace bench {
namespace {

const char* SignalName(int number) {
  return number == SIGINT ? "SIGINT" : number == SIGTERM ? "SIGTERM" : "SIGHUP";
}

}  // namespace

bool Measurement::Measure(Result& result) {
  RunEnd end;
  try {
    status_.Progress("making the namespaces");
    workspace_.Create(interrupt_.token());
    if (!interrupt_.token().stop_requested()) end = RunAll(result);
  } catch (const std::exception& error) {
    end.reason = error.what();
  }
  if (interrupt_.signal() != 0) {
    end.reason =
        fmt::format("interrupted by {}", SignalName(interrupt_.signal()));
  }
  const bool timed_out = interrupt_.timed_out();
  if (timed_out) end.reason = "--timeout was over";
  result.ended_early = std::move(end.reason);
  return timed_out;
}

RunEnd Measurement::RunAll(Result& result) {
  Progress progress(status_, grouped_);
  TrialRunner trials(
      session_, runner_, workspace_,
      [&](std::string_view phase) { progress.Phase(phase); },
      interrupt_.token());
  while (true) {
    const Pass pass = NextPass(result.plan, result.trials,
                               [&] { return conclusive_(result); });
    if (pass.trials.empty()) return {};
    if (pass.extends) {
      status_.Say(fmt::format("not conclusive after {}: going on to {}",
                              Count(result.plan.blocks, "block"),
                              result.plan.max_blocks));
    }
    RunEnd end = RunPass(pass, trials, progress, result);
    if (!end.reason.empty()) return end;
  }
}

RunEnd Measurement::RunPass(const Pass& pass, TrialRunner& trials,
                            Progress& progress, Result& result) {
  const int first_block = pass.trials.front().block;
  return RunTrials(
      pass.trials,
      [&](const PlannedTrial& planned) {
        TrialEnd end = trials.Run(planned);
        if (end.trial && !pass.replaces.empty()) {
          end.trial->replaces = pass.replaces.at(planned.block - first_block);
        }
        Recover(end);
        return end;
      },
      [&](const TrialResult& trial) {
        result.trials.push_back(trial);
        journal_.Append(trial);
      },
      progress, interrupt_.token());
}

// A cluster that has died and can be started anew costs a trial, not the run.
void Measurement::Recover(TrialEnd& end) {
  if (end.cannot_go_on.empty() || interrupt_.token().stop_requested()) return;
  try {
    if (!cluster_.Revive()) return;
    status_.Warn(fmt::format("cluster {} {} has died and is started anew",
                             cluster_.kind(), cluster_.name()));
    if (end.trial) {
      end.trial->invalid = Invalid::kDisturbed;
      end.trial->invalid_reason =
          "the cluster died: " + end.trial->invalid_reason;
    }
    workspace_.Create(interrupt_.token());
    end.cannot_go_on.clear();
  } catch (const Error& error) {
    end.cannot_go_on = error.what();
  }
}

std::string Measurement::CleanUp() {
  status_.Say("cleaning up");
  try {
    // Not the run's token: that one may have been stopped.
    workspace_.Remove(std::stop_token());
    return "";
  } catch (const std::exception& error) {
    return error.what();
  }
}

}  // namespace bench
