#include "model/against_itself.h"

#include <fmt/format.h>

namespace bench {
namespace {

constexpr const char* kAgain = "again";
constexpr const char* kSlowed = "slowed";

}  // namespace

std::vector<StrategySpec> AgainstItself(const StrategySpec& strategy,
                                        std::optional<double> slowdown) {
  StrategySpec twin = strategy;
  twin.slowdown = slowdown.value_or(0);
  twin.variant = slowdown ? kSlowed : kAgain;
  return {strategy, twin};
}

bool IsAgainstItself(std::span<const StrategySpec> strategies) {
  return strategies.size() == 2 &&
         SameWork(strategies.front(), strategies.back()) &&
         (strategies.back().variant == kAgain ||
          strategies.back().variant == kSlowed);
}

std::string ThresholdAgainstItself(std::span<const StrategySpec> pair,
                                   double tolerance) {
  return fmt::format("returned({}/{})<{:g}", pair.back().Label(),
                     pair.front().Label(), 1 + tolerance);
}

}  // namespace bench
