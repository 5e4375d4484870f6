#include "report/colors.h"

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace bench {
namespace {

struct WellKnown {
  std::string_view executor;
  std::string_view uninstaller;
  unsigned color;
};

constexpr WellKnown kWellKnown[] = {
    {StrategyKind::kSequential, StrategyKind::kHelm, kGrey},
    {StrategyKind::kThreadPool, StrategyKind::kHelm, kBlue},
    {StrategyKind::kProcessPool, StrategyKind::kHelm, kVermillion},
    {StrategyKind::kSequential, "", kOlive},
    {StrategyKind::kThreadPool, "", kGreen},
    {StrategyKind::kProcessPool, "", kPurple},
};

}  // namespace

StrategyColors::StrategyColors(std::span<const StrategySpec> strategies)
    : strategies_(strategies.begin(), strategies.end()),
      colors_(strategies.size()) {
  const auto taken = [&](unsigned color) {
    return std::ranges::find(colors_, color) != colors_.end();
  };
  for (std::size_t i = 0; i < strategies_.size(); ++i) {
    const StrategyKind& kind = strategies_[i].kind;
    const auto* const known =
        std::ranges::find_if(kWellKnown, [&](const WellKnown& one) {
          return one.executor == kind.executor &&
                 one.uninstaller == kind.uninstaller;
        });
    if (known != std::end(kWellKnown) && !taken(known->color)) {
      colors_[i] = known->color;
    }
  }
  std::size_t next = 0;
  for (unsigned& color : colors_) {
    if (color != 0) continue;
    const auto* const free = std::ranges::find_if_not(kPalette, taken);
    color = free != std::end(kPalette) ? *free
                                       : kPalette[next++ % std::size(kPalette)];
  }
}

unsigned StrategyColors::Of(const StrategySpec& strategy) const {
  const auto found = std::ranges::find(strategies_, strategy);
  return colors_.at(static_cast<std::size_t>(found - strategies_.begin()));
}

}  // namespace bench
