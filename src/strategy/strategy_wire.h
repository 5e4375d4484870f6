#pragma once

#include <string>
#include <string_view>

#include "strategy/strategy.h"

namespace bench {

/// How one version of this program asks another one to run a strategy for it:
///   bench run-strategy --protocol          {"protocol": 3, "version": "0.3.0"}
///   bench run-strategy --request REQUEST   the run
/// Each answer is one line of JSON on stdout. A version that changes what is
/// said gets another number. The one before is understood, and spoken where it
/// has the words: 3 added what is uninstalled through.
inline constexpr int kStrategyProtocol = 3;
inline constexpr int kOldestProtocol = 2;
/// The first versions that speak them.
inline constexpr std::string_view kFirstOfProtocol = "0.3.0";
inline constexpr std::string_view kFirstOfOldest = "0.2.0";

/// The oldest one that has the words for what uninstalls through `uninstaller`
/// (StrategyKind).
int ProtocolFor(std::string_view uninstaller);

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
/// is another protocol, an older one than is `needed`, or none.
std::string EncodeProtocol(std::string_view version);
std::string DecodeProtocol(std::string_view json, int needed = kOldestProtocol);

}  // namespace bench
