#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

#include "analysis/analysis.h"

namespace bench {

/// What several export formats are made from.

/// What the releases of one trial cost, all added up: in a concurrent strategy
/// more than the clock showed. A value that is unknown for any release is
/// empty, and so is everything of an outside program.
struct TrialCosts {
  std::optional<double> spawn_s;  // until helm's processes were launched
  std::optional<double> user_s;   // CPU seconds of helm and its children
  std::optional<double> system_s;
  std::optional<double> throttled_s;          // helm held its own requests back
  std::optional<std::int64_t> max_rss_bytes;  // of the largest process

  /// Of helm and its children.
  std::optional<double> client_cpu_s() const {
    if (!user_s || !system_s) return std::nullopt;
    return *user_s + *system_s;
  }
};

TrialCosts SumCosts(const TrialResult& trial);

/// Seconds in another unit, to the nanosecond: no clock knows more.
double InMilliseconds(double seconds);
double InNanoseconds(double seconds);

/// As a file: indented, ending in a newline. Bytes that are not UTF-8 become
/// U+FFFD; what is no finite number is null, since JSON knows no other.
std::string DumpJson(const nlohmann::ordered_json& json);

}  // namespace bench
