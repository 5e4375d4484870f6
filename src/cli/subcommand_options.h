#pragma once

#include <string>
#include <string_view>

namespace bench {

/// Whether it is known which subcommands take an option of the whole program,
/// such as --seed: every one must be.
bool IsPlaced(std::string_view option);

/// Why a subcommand ("analyze", "cluster up"; empty: a run) does not take an
/// option of the whole program, and what to use instead where there is
/// something. Empty: it takes it.
std::string WhyNotTaken(std::string_view option, std::string_view subcommand);

}  // namespace bench
