#include "strategy/variant.h"

#include <chrono>

#include "strategy/strategy_wire.h"
#include "util/pause.h"
#include "util/seconds.h"
#include "util/short_reason.h"

namespace bench {
namespace {

constexpr std::chrono::seconds kAskFor{10};

StrategyRun RunElsewhere(const StrategySpec& spec,
                         const StrategyContext& context) {
  // No limit of its own: it keeps those of the helm processes.
  const Command command{.argv = {spec.bench, "run-strategy", "--request",
                                 EncodeRequest(spec.name, context)}};
  StrategyRun run;
  run.begin = Clock::now();
  try {
    const Outcome outcome = context.runner.Run(command, context.stop);
    if (outcome.Ok()) return DecodeRun(outcome.out, outcome.exited);
    run.failure = Failure(outcome, outcome.err);
  } catch (const Error& error) {
    run.failure = error.what();
  }
  run.failure = spec.bench + ": " + run.failure;
  run.returned = Clock::now();
  run.times.returned_s = Seconds(run.returned - run.begin);
  return run;
}

void SlowDown(double share, const std::stop_token& stop, StrategyRun& run) {
  Pause(stop, std::chrono::duration_cast<Clock::duration>(
                  (run.returned - run.begin) * share));
  run.returned = Clock::now();
  run.times.returned_s = Seconds(run.returned - run.begin);
}

}  // namespace

StrategyRun RunVariant(const StrategySpec& spec,
                       const StrategyContext& context) {
  StrategyRun run = spec.bench.empty() ? FindStrategy(spec.name).run(context)
                                       : RunElsewhere(spec, context);
  if (spec.slowdown > 0) SlowDown(spec.slowdown, context.stop, run);
  return run;
}

std::string AskVersion(const StrategySpec& spec, CommandRunner& runner) {
  try {
    const Outcome outcome =
        runner.Run({.argv = {spec.bench, "run-strategy", "--protocol"},
                    .timeout = kAskFor},
                   {});
    if (!outcome.Ok()) throw Error(ShortReason(Failure(outcome, outcome.err)));
    return DecodeProtocol(outcome.out, ProtocolFor(spec.kind.uninstaller));
  } catch (const Error& error) {
    throw Error("bench={}: cannot run strategies for this version: {}",
                spec.bench, error.what());
  }
}

}  // namespace bench
