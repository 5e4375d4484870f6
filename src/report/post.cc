#include "report/post.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/comparison_table.h"
#include "report/verdicts.h"

namespace bench {
namespace {

// The post: 0.8 s one by one, 0.48 s with five threads.
constexpr double kPostBefore = 0.8;
constexpr double kPostAfter = 0.48;

}  // namespace

std::string PostLine(const Analysis& analysis) {
  const auto found = std::ranges::find_if(
      analysis.comparisons, [](const Comparison& comparison) {
        return comparison.of.name == "thread-pool" &&
               comparison.of.variant.empty() &&
               comparison.to.name == "sequential";
      });
  if (found == analysis.comparisons.end() || !found->ratio()) return "";
  const double change = (*found->ratio() - 1) * 100;
  return fmt::format(
      "The post's claim: a pool of threads takes {:.0f} % less time ({} s "
      "instead of {} s), {:.2f} times as fast. Here: {:.0f} % {}, {:.2f} times "
      "as fast ({}, {}).",
      (1 - kPostAfter / kPostBefore) * 100, kPostAfter, kPostBefore,
      kPostBefore / kPostAfter, std::abs(change), change <= 0 ? "less" : "more",
      1 / *found->ratio(), Basis(*found),
      Words(found->verdict, analysis.first().criteria.same));
}

}  // namespace bench
