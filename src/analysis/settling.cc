#include "analysis/settling.h"

#include <algorithm>

#include "analysis/attribution.h"

namespace bench {
namespace {

SettleLimit LimitOf(const std::string& kind) {
  if (kind == "Pod") return SettleLimit::kPods;
  if (kind == "PersistentVolumeClaim" || kind == "PersistentVolume") {
    return SettleLimit::kVolumes;
  }
  // Made by controllers, for an owner that is gone by then.
  for (const char* owned :
       {"ReplicaSet", "ControllerRevision", "EndpointSlice", "Endpoints"}) {
    if (kind == owned) return SettleLimit::kGarbage;
  }
  return SettleLimit::kOther;
}

}  // namespace

std::optional<Settling> SettlingOf(const Analysis& analysis,
                                   const StrategySpec& strategy) {
  const TrialResult* const trial =
      MedianTrial(CountingTrials(analysis, strategy), TrialClock::kSettled);
  if (trial == nullptr || trial->going.empty()) return std::nullopt;
  const double returned_s = trial->times->returned_s;
  const Going& last = trial->going.back();  // they are ordered
  double others_s = returned_s;
  for (const Going& going : trial->going) {
    if (going.kind == last.kind) continue;
    others_s = std::max(others_s, going.until_s);
  }
  return Settling{.settled_s = *trial->times->settled_s,
                  .after_s = *trial->times->settled_s - returned_s,
                  .limit = LimitOf(last.kind),
                  .last = last.last,
                  .alone_s = std::max(0.0, last.until_s - others_s)};
}

}  // namespace bench
