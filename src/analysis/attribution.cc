#include "analysis/attribution.h"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <tuple>
#include <utility>

#include "stats/descriptive.h"

namespace bench {
namespace {

using Part = std::optional<double> TimeParts::*;

constexpr Part kParts[] = {&TimeParts::start_up, &TimeParts::client_cpu,
                           &TimeParts::throttled, &TimeParts::rest,
                           &TimeParts::total};

// A part that one of them does not know is not known of all.
TimeParts Sum(std::span<const TimeParts> all) {
  TimeParts sums;
  if (all.empty()) return sums;
  for (const Part part : kParts) {
    double sum = 0;
    const bool known = std::ranges::all_of(all, [&](const TimeParts& parts) {
      sum += (parts.*part).value_or(0);
      return (parts.*part).has_value();
    });
    if (known) sums.*part = sum;
  }
  return sums;
}

TimeParts SumOf(const TrialResult& trial) {
  std::vector<TimeParts> all;
  std::ranges::transform(trial.releases, std::back_inserter(all), PartsOf);
  TimeParts sums = Sum(all);
  // One thread did it all: what of its CPU was for which release, nobody knows.
  const bool in_one_thread =
      std::ranges::any_of(trial.releases, [](const ReleaseResult& release) {
        return !release.steps.empty() && !release.user_s;
      });
  if (in_one_thread) sums.client_cpu = trial.harness_cpu.self_s;
  return sums;
}

TimeParts MedianSums(std::span<const TrialResult* const> trials) {
  TimeParts medians;
  for (const Part part : kParts) {
    medians.*part = MedianOver(
        trials, [&](const TrialResult& trial) { return SumOf(trial).*part; });
  }
  return medians;
}

// Indices of releases, by their end. Of two that end at the same time, the one
// that started first comes first, and so can be before the other.
std::vector<std::size_t> ByEnd(const std::vector<ReleaseResult>& releases) {
  std::vector<std::size_t> order(releases.size());
  std::iota(order.begin(), order.end(), 0);
  std::ranges::sort(order, {}, [&](std::size_t i) {
    return std::tuple(*releases[i].end_s, *releases[i].start_s, i);
  });
  return order;
}

// In the order of time. Going down in `order` only, it ends even where releases
// took no time at all.
std::vector<std::size_t> Chain(const std::vector<ReleaseResult>& releases) {
  const std::vector<std::size_t> order = ByEnd(releases);
  std::vector<std::size_t> chain = {order.back()};
  for (std::size_t i = order.size() - 1; i-- > 0;) {
    if (*releases[order[i]].end_s <= *releases[chain.back()].start_s) {
      chain.push_back(order[i]);
    }
  }
  std::ranges::reverse(chain);
  return chain;
}

}  // namespace

TimeParts PartsOf(const ReleaseResult& release) {
  TimeParts parts;
  if (!release.start_s) return parts;
  if (release.spawned_s) parts.start_up = *release.spawned_s - *release.start_s;
  if (release.user_s && release.system_s) {
    parts.client_cpu = *release.user_s + *release.system_s;
  }
  parts.throttled = release.throttled_s;
  if (!release.end_s) return parts;
  parts.total = *release.end_s - *release.start_s;
  if (parts.start_up && parts.client_cpu) {
    parts.rest =
        std::max(0.0, *parts.total - *parts.start_up - *parts.client_cpu -
                          parts.throttled.value_or(0));
  }
  return parts;
}

std::vector<BusyTime> BusyTimes(const TrialResult& trial) {
  std::vector<BusyTime> busy;
  for (const ReleaseResult& release : trial.releases) {
    if (!release.start_s || !release.end_s) return {};
    busy.push_back({*release.start_s, *release.end_s});
  }
  return busy;
}

std::optional<CriticalPath> FindCriticalPath(const TrialResult& trial) {
  if (BusyTimes(trial).empty() || !trial.times) return std::nullopt;
  CriticalPath path;
  path.releases = Chain(trial.releases);
  std::vector<TimeParts> parts;
  parts.reserve(path.releases.size());
  for (const std::size_t i : path.releases) {
    parts.push_back(PartsOf(trial.releases[i]));
  }
  path.parts = Sum(parts);
  path.pool_s = trial.times->pool_s;
  path.list_s = trial.times->list_s;
  if (path.pool_s && path.list_s) {
    path.between_s = std::max(0.0, trial.times->returned_s - *path.pool_s -
                                       *path.list_s - *path.parts.total);
  }
  return path;
}

const TrialResult* MedianTrial(std::span<const TrialResult* const> trials,
                               TrialClock clock) {
  std::vector<const TrialResult*> by_time(trials.begin(), trials.end());
  std::erase_if(by_time, [clock](const TrialResult* trial) {
    return !ReadClock(*trial, clock);
  });
  if (by_time.empty()) return nullptr;
  std::ranges::sort(by_time, {}, [clock](const TrialResult* trial) {
    return std::pair(*ReadClock(*trial, clock), trial->planned.block);
  });
  return by_time[(by_time.size() - 1) / 2];
}

Attribution Attribute(std::span<const TrialResult* const> trials) {
  Attribution attribution;
  attribution.sums = MedianSums(trials);
  attribution.server_s = MedianOver(trials, &TrialResult::server_s);
  if (const TrialResult* const median = MedianTrial(trials)) {
    attribution.path = FindCriticalPath(*median);
  }
  return attribution;
}

std::optional<double> MedianOfKnown(
    std::span<const std::optional<double>> values) {
  std::vector<double> known;
  known.reserve(values.size());
  for (const auto& value : values) {
    if (value) known.push_back(*value);
  }
  const auto summary = Summarize(known);
  if (!summary) return std::nullopt;
  return summary->median;
}

}  // namespace bench
