#pragma once

#include <functional>
#include <memory>

#include "executor/executor.h"
#include "strategy/strategy.h"
#include "uninstaller/uninstaller.h"

namespace bench {

/// Does the job with an uninstaller on one of our executors: makes the pool,
/// lists the releases of every namespace through it, then uninstalls them all
/// through it. Making and shutting down the pool is on the clock, as in the
/// post.
StrategyRun RunOnExecutor(
    const StrategyContext& context, const Uninstaller& uninstaller,
    const std::function<std::unique_ptr<Executor>()>& make_executor);

/// Does the job through the API in one event loop, without an executor:
/// `workers` is how many requests are on their way at most. What only helm can
/// do is done by helm afterwards.
StrategyRun RunNative(const StrategyContext& context);

/// Does the job with an outside program: `command`, in the context's
/// environment and within its time. Timed as a whole, from the program's start;
/// nothing is known of a single release.
StrategyRun RunOutside(const StrategyContext& context, Command command);

}  // namespace bench
