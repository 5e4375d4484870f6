#pragma once

#include <string>
#include <string_view>

#include "strategy/strategy.h"

namespace bench {

/// How one version of this program asks another one to run a strategy for it:
///   bench run-strategy --protocol          {"protocol": 2, "version": "0.2.0"}
///   bench run-strategy --request REQUEST   the run
/// Each answer is one line of JSON on stdout. A version that changes what is
/// said gets another number, and refuses the others'.
inline constexpr int kStrategyProtocol = 2;
/// The first version that speaks it.
inline constexpr std::string_view kFirstOfProtocol = "0.2.0";

/// `context` without its runner and its stop token.
std::string EncodeRequest(std::string_view strategy,
                          const StrategyContext& context);

struct StrategyRequest {
  std::string strategy;
  StrategyContext context;
};
/// Throws Error for what is no request of this protocol.
StrategyRequest DecodeRequest(std::string_view json, CommandRunner& runner,
                              std::stop_token stop);

/// A run in offsets from its begin, and what the clock said then: `begin_ns`,
/// which only means something on the machine that wrote it. A runner on another
/// one leaves it out; the run is then taken to have returned when it was told,
/// at `told`.
std::string EncodeRun(const StrategyRun& run);
/// Throws Error.
StrategyRun DecodeRun(std::string_view json, Clock::time_point told);

/// {"protocol": …, "version": …}, and the version in it. Throws Error when it
/// is another protocol, or none.
std::string EncodeProtocol(std::string_view version);
std::string DecodeProtocol(std::string_view json);

}  // namespace bench
