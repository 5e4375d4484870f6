#pragma once

#include <string>
#include <string_view>

#include "strategy/strategy.h"

namespace bench {

/// How one version of this program asks another one to run a strategy for it:
///   bench run-strategy --protocol          {"protocol": 1, "version": "0.1.0"}
///   bench run-strategy --request REQUEST   the run
/// Each answer is one line of JSON on stdout. A version that changes what is
/// said gets another number, and refuses the others'.
inline constexpr int kStrategyProtocol = 1;

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

std::string EncodeRun(const StrategyRun& run);
/// Throws Error.
StrategyRun DecodeRun(std::string_view json);

/// {"protocol": …, "version": …}, and the version in it. Throws Error when it
/// is another protocol, or none.
std::string EncodeProtocol(std::string_view version);
std::string DecodeProtocol(std::string_view json);

}  // namespace bench
