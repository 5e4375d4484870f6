#pragma once

#include <string>
#include <string_view>

namespace bench {

/// What the processors are called, as lscpu says it: "AMD EPYC". ARM's have no
/// name in /proc/cpuinfo, but numbers for who made them and what they are: "ARM
/// Neoverse-N1", and all of them where they differ. `board`: what the device
/// tree calls the machine, which tells more than the core where there is one.
/// Empty: nothing is known.
std::string CpuModel(std::string_view cpuinfo, std::string_view board);

/// The same of this machine.
std::string ReadCpuModel();

}  // namespace bench
