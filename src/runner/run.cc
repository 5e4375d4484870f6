#include "runner/run.h"

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

Measured Run::Measure(Result planned, const OnTrial& on_trial,
                      const std::function<bool(const Result&)>& conclusive) {
  Result result = std::move(planned);
  const auto keep = [&](const TrialResult& trial) {
    result.trials.push_back(trial);
    on_trial(trial);
  };
  try {
    progress_.status().Progress("making the namespaces");
    site_.workspace.Create(interrupt_.token());
    while (result.ended_early.empty() && !interrupt_.token().stop_requested()) {
      const Pass pass = NextPass(result.plan, result.trials,
                                 [&] { return conclusive(result); });
      if (pass.trials.empty()) break;
      if (pass.extends) {
        progress_.status().Say(fmt::format(
            "not conclusive after {}: going on to {}",
            Count(result.plan.blocks, "block"), result.plan.max_blocks));
      }
      result.ended_early = RunPass(pass, keep).reason;
    }
  } catch (const std::exception& error) {
    result.ended_early = error.what();
  }
  progress_.EndGroup();
  if (const int signal = interrupt_.signal(); signal != 0) {
    result.ended_early = fmt::format("interrupted by {}", SignalName(signal));
  }
  const bool timed_out = interrupt_.timed_out();
  if (timed_out) result.ended_early = "--timeout was over";
  return {std::move(result), timed_out, CleanUp()};
}

RunEnd Run::RunPass(const Pass& pass, const OnTrial& on_trial) {
  const int first_block = pass.trials.front().block;
  return RunTrials(
      pass.trials,
      [&](const PlannedTrial& planned) {
        TrialEnd end =
            RunThrough(planned, setup_, site_, progress_, interrupt_.token());
        if (end.trial && !pass.replaces.empty()) {
          end.trial->replaces = pass.replaces.at(planned.block - first_block);
        }
        return Recovered(std::move(end));
      },
      on_trial, progress_, interrupt_.token());
}

TrialEnd Run::Recovered(TrialEnd end) {
  if (end.cannot_go_on.empty() || interrupt_.token().stop_requested()) {
    return end;
  }
  try {
    if (!site_.cluster.Revive()) return end;
    progress_.status().Warn(fmt::format(
        "cluster {} has died and is started anew", site_.cluster.title()));
    if (end.trial) {
      end.trial->invalid = Invalid::kDisturbed;
      end.trial->invalid_reason =
          "the cluster died: " + end.trial->invalid_reason;
    }
    site_.workspace.Create(interrupt_.token());
    end.cannot_go_on.clear();
  } catch (const Error& error) {
    end.cannot_go_on = error.what();
  }
  return end;
}

std::string Run::CleanUp() {
  progress_.status().Say("cleaning up");
  try {
    // Not the run's token: that one may have been stopped.
    site_.workspace.Remove(std::stop_token());
    return "";
  } catch (const std::exception& error) {
    return error.what();
  }
}

}  // namespace bench
