#pragma once

#include <span>
#include <vector>

#include "model/strategy_spec.h"
#include "report/picture.h"

namespace bench {

/// Colours of Okabe and Ito and of Tol, which colour-blind readers tell apart,
/// as far as they stand out (3 to 1) on a white and on a dark ground alike.
inline constexpr unsigned kGrey = 0x777777;
inline constexpr unsigned kBlue = 0x0072B2;
inline constexpr unsigned kVermillion = 0xD55E00;
inline constexpr unsigned kGreen = 0x009E73;
inline constexpr unsigned kPurple = 0xCC79A7;
inline constexpr unsigned kOlive = 0x947300;
inline constexpr unsigned kPlum = 0xAA4499;
inline constexpr unsigned kPalette[] = {kGrey,   kBlue,  kVermillion, kGreen,
                                        kPurple, kOlive, kPlum};

/// What the parts of a time are drawn in; the words of WhereTimeWentTable.
inline const Picture::Key kPoolPart = {"pool", kGreen};
inline const Picture::Key kListPart = {"list", kPurple};
inline const Picture::Key kStartUpPart = {"start-up", kOlive};
inline const Picture::Key kClientCpuPart = {"client CPU", kVermillion};
inline const Picture::Key kThrottledPart = {"throttled", kPlum};
inline const Picture::Key kRestPart = {"rest: waiting", kBlue};
inline const Picture::Key kBetweenPart = {"between", kGrey};
inline const Picture::Key kUnknownPart = {"not told apart", kGrey};
/// What of a release goes on when it has returned.
inline const Picture::Key kPodsGoing = {"Pods going", kVermillion};
inline const Picture::Key kOthersGoing = {"others going", kOlive};

/// One colour for each strategy, the same in every picture. The well-known ones
/// always have theirs, whatever else is compared. Of more strategies than there
/// are colours some share one: names stand beside them.
class StrategyColors {
 public:
  explicit StrategyColors(std::span<const StrategySpec> strategies);

  /// Of one of these.
  unsigned Of(const StrategySpec& strategy) const;

 private:
  std::vector<StrategySpec> strategies_;
  std::vector<unsigned> colors_;
};

}  // namespace bench
