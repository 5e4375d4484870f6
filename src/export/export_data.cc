#include "export/export_data.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <nlohmann/json.hpp>

namespace bench {
namespace {

using Json = nlohmann::ordered_json;

// The sum of `field` over the releases; empty when one of them lacks it.
template <typename Field>
std::optional<double> Sum(const TrialResult& trial, Field field) {
  if (trial.releases.empty()) return std::nullopt;
  double sum = 0;
  for (const ReleaseResult& release : trial.releases) {
    const std::optional<double> value = field(release);
    if (!value) return std::nullopt;
    sum += *value;
  }
  return sum;
}

std::optional<double> SpawnSeconds(const ReleaseResult& release) {
  if (!release.start_s || !release.spawned_s) return std::nullopt;
  return *release.spawned_s - *release.start_s;
}

std::optional<std::int64_t> MaxRss(const TrialResult& trial) {
  std::optional<std::int64_t> largest;
  for (const ReleaseResult& release : trial.releases) {
    if (!release.max_rss_bytes) return std::nullopt;
    largest = std::max(largest.value_or(0), *release.max_rss_bytes);
  }
  return largest;
}

}  // namespace

TrialCosts SumCosts(const TrialResult& trial) {
  return {.spawn_s = Sum(trial, SpawnSeconds),
          .user_s = Sum(trial, std::mem_fn(&ReleaseResult::user_s)),
          .system_s = Sum(trial, std::mem_fn(&ReleaseResult::system_s)),
          .throttled_s = Sum(trial, std::mem_fn(&ReleaseResult::throttled_s)),
          .max_rss_bytes = MaxRss(trial)};
}

double InNanoseconds(double seconds) { return std::round(seconds * 1e9); }
double InMilliseconds(double seconds) { return InNanoseconds(seconds) / 1e6; }

std::string DumpJson(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace bench
