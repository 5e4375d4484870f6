#include "stats/scaling.h"

#include <algorithm>
#include <cmath>

#include "stats/require.h"

namespace bench {
namespace {

double Parallel(int workers, int tasks) {
  Require(workers >= 1 && tasks >= 1, "a worker and a task at least");
  return std::min(workers, tasks);
}

bool Positive(double value) { return std::isfinite(value) && value > 0; }

}  // namespace

double Speedup(double reference, double time) {
  Require(Positive(reference) && Positive(time), "a time is above 0");
  return reference / time;
}

double Efficiency(double speedup, int workers, int tasks) {
  Require(Positive(speedup), "a speedup is above 0");
  return speedup / Parallel(workers, tasks);
}

std::optional<double> SerialFraction(double speedup, int workers, int tasks) {
  Require(Positive(speedup), "a speedup is above 0");
  const double p = Parallel(workers, tasks);
  if (p == 1) return std::nullopt;
  return (1 / speedup - 1 / p) / (1 - 1 / p);
}

}  // namespace bench
