#include "analysis/limit.h"

namespace bench {
namespace {

// False when either is not known.
bool Reaches(const std::optional<double>& value, double share,
             const std::optional<double>& of) {
  return value && of && *of > 0 && *value >= share * *of;
}

bool IsCpu(const LimitFigures& figures) {
  return figures.machine_busy.value_or(0) >= kFullMachine ||
         figures.helm_busy.value_or(0) >= kFullMachine;
}

bool IsOneAtATime(const LimitFigures& figures) {
  return figures.workers <= 1 && figures.releases > 1 &&
         figures.one_at_a_time();
}

bool IsWorkers(const LimitFigures& figures) {
  return figures.workers > 1 && figures.workers < figures.releases &&
         figures.concurrency &&
         figures.concurrency->mean >= kBusyWorkers * figures.workers;
}

bool IsServer(const LimitFigures& figures,
              const std::optional<LimitFigures>& alone) {
  return Reaches(figures.rest_s, kMost, figures.returned_s) && alone &&
         Reaches(figures.server_s, kStretched, alone->server_s);
}

bool IsSlowestRelease(const LimitFigures& figures,
                      const std::optional<LimitFigures>& alone) {
  return Reaches(figures.slowest_release_s, kNearlyAll, figures.uninstall_s) &&
         !Stretched(figures, alone);
}

}  // namespace

bool Stretched(const LimitFigures& figures,
               const std::optional<LimitFigures>& alone) {
  return alone && Reaches(figures.slowest_release_s, kStretched,
                          alone->slowest_release_s);
}

Limit FindLimit(const LimitFigures& figures,
                const std::optional<LimitFigures>& alone) {
  if (IsCpu(figures)) return Limit::kCpu;
  if (Reaches(figures.throttled_s, kMost, figures.returned_s)) {
    return Limit::kThrottle;
  }
  if (IsOneAtATime(figures)) return Limit::kOneAtATime;
  if (IsWorkers(figures)) return Limit::kWorkers;
  if (IsServer(figures, alone)) return Limit::kServer;
  if (IsSlowestRelease(figures, alone)) return Limit::kSlowestRelease;
  return figures.slowest_release_s ? Limit::kNoneFound : Limit::kUnknown;
}

}  // namespace bench
