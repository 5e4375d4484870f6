#pragma once

#include <optional>
#include <string_view>

namespace bench {

/// What all processors of this machine have done since it was booted, in clock
/// ticks (10 ms on every Linux that we know of).
struct MachineCpu {
  double busy = 0;    // user, system, interrupts, and what a hypervisor took
  double stolen = 0;  // of it, what a hypervisor took
  double total = 0;   // busy, and idle, and idle while waiting for a disk
};

/// The first line of /proc/stat: proc(5). Empty: it is none.
std::optional<MachineCpu> ParseMachineCpu(std::string_view proc_stat);

/// Empty where it cannot be read.
std::optional<MachineCpu> ReadMachineCpu();

/// The share of all processors that was in use between the two, 0 to 1. Empty
/// where either is unknown or no tick has passed.
std::optional<double> BusyShare(const std::optional<MachineCpu>& before,
                                const std::optional<MachineCpu>& after);
/// Likewise, what a hypervisor gave to others.
std::optional<double> StolenShare(const std::optional<MachineCpu>& before,
                                  const std::optional<MachineCpu>& after);

}  // namespace bench
