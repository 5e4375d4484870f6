#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <stop_token>

#include "process/machine_cpu.h"
#include "util/pause.h"

namespace bench {

/// Waits until no more than this share of the machine's processors (0 to 1) is
/// in use, by anybody, for a quarter of a second. Gives up after ten seconds: a
/// machine that is always busy is no reason not to measure, but to be told of.
/// Returns the share that was seen last; empty where it is unknown, or when
/// `max_busy` is 1, which everything is calm enough for. `read` says what the
/// processors have done so far, `pause` waits until the next look.
std::optional<double> AwaitCalm(
    double max_busy, const std::stop_token& stop,
    const std::function<std::optional<MachineCpu>()>& read = ReadMachineCpu,
    const std::function<bool(const std::stop_token&, std::chrono::nanoseconds)>&
        pause = Pause);

}  // namespace bench
