#pragma once

#include <optional>
#include <string>

#include "analysis/analysis.h"

namespace bench {

/// Who takes time between a strategy's return and the moment when nothing is
/// left, by the kind of what went last.
enum class SettleLimit {
  kPods,     // their processes end, in their grace period; then the kubelet
  kVolumes,  // they are released and removed
  kGarbage,  // what others owned: the garbage collector
  kOther,
};

/// What kept the trial with the median `settled` from settling sooner.
struct Settling {
  double settled_s = 0;
  double after_s = 0;  // of it, since the strategy had returned
  SettleLimit limit = SettleLimit::kOther;
  /// The object that went last, and how long objects of its kind still went
  /// after all others, seconds.
  std::string last;
  double alone_s = 0;
};

/// Empty where no trial tells (results before schema 5), or nothing was left
/// when the strategy had returned.
std::optional<Settling> SettlingOf(const Analysis& analysis,
                                   const StrategySpec& strategy);

}  // namespace bench
