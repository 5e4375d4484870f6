#pragma once

#include <optional>
#include <span>

namespace bench {

/// What hyperfine's readers expect to see. Descriptive only: claims nothing.
struct Summary {
  double mean = 0;
  std::optional<double> stddev;  // of the sample; empty for one value
  double median = 0;
  double min = 0;
  double max = 0;
};

/// Empty for no values.
std::optional<Summary> Summarize(std::span<const double> values);

}  // namespace bench
