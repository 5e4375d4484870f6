#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "analysis/exploratory.h"
#include "analysis/words.h"
#include "report/sentences.h"

namespace bench {
namespace {

// The post: 0.8 s one by one, 0.48 s with five threads.
constexpr double kPostBefore = 0.8;
constexpr double kPostAfter = 0.48;
constexpr double kPostRatio = kPostAfter / kPostBefore;

constexpr double Percent(double ratio) { return (1 - ratio) * 100; }

/// Through helm, as the post does it.
bool IsOurs(const StrategySpec& strategy, std::string_view executor) {
  return strategy.kind.executor == executor &&
         strategy.kind.uninstaller == StrategyKind::kHelm &&
         strategy.variant.empty();
}

/// "26 % less, 1.36 times as fast (12 blocks, WORDS)".
std::string Fared(const Comparison& comparison, const std::string& words) {
  const double change = (*comparison.ratio() - 1) * 100;
  return fmt::format("{:.0f} % {}, {:.2f} times as fast ({}, {})",
                     std::abs(change), change <= 0 ? "less" : "more",
                     1 / *comparison.ratio(), Basis(comparison), words);
}

/// The post's own programs, where they were run too.
std::string OwnProgramsLine(const Analysis& analysis) {
  const std::vector<Comparison> own = PostsOwnComparisons(analysis);
  const auto threads =
      std::ranges::find_if(own, [](const Comparison& comparison) {
        return comparison.of.kind.executor == StrategyKind::kThreadPool;
      });
  if (threads == own.end() || !threads->ratio()) return "";
  return fmt::format(" Its own programs here: {}.",
                     Fared(*threads, "exploratory"));
}

/// What of the time is saved, beside the post's claim, which the interval does
/// not hold: "less is saved".
const char* SavedWords(const Comparison& comparison, const Interval& interval) {
  if (interval.high < kPostRatio) return "more is saved";
  if (comparison.verdict == Verdict::kSame) return "hardly anything is saved";
  return interval.low > 1 ? "it takes longer" : "less is saved";
}

}  // namespace

const Comparison* FindPostComparison(const Analysis& analysis) {
  const auto found = std::ranges::find_if(
      analysis.comparisons, [](const Comparison& comparison) {
        return IsOurs(comparison.of, StrategyKind::kThreadPool) &&
               IsOurs(comparison.to, StrategyKind::kSequential);
      });
  return found == analysis.comparisons.end() ? nullptr : &*found;
}

std::string BlogClaimLine(const Analysis& analysis) {
  const Comparison* const found = FindPostComparison(analysis);
  if (found == nullptr || !found->ratio()) return "";
  return fmt::format(
             "The post's claim: a pool of threads takes {:.0f} % less time "
             "({} s instead of {} s), {:.2f} times as fast. Here: {}.",
             Percent(kPostRatio), kPostAfter, kPostBefore,
             kPostBefore / kPostAfter,
             Fared(*found, VerdictWords(found->verdict,
                                        analysis.first().criteria.same))) +
         OwnProgramsLine(analysis);
}

std::string BlogClaimSentence(const Analysis& analysis) {
  const Comparison* const found = FindPostComparison(analysis);
  if (found == nullptr || !found->ratio()) return "";
  const std::string claim =
      fmt::format("The post's claim, {:.0f} % less time with a pool of threads",
                  Percent(kPostRatio));
  const auto interval = found->interval();
  if (!interval || found->verdict == Verdict::kNoClaim) {
    return fmt::format("{}, cannot be judged from {}.", claim, Basis(*found));
  }
  const std::string words = IntervalWords(*interval);
  // Where the interval holds 1 and not the post's ratio, that is refuted all
  // the same. Where it does not hold 1, too many comparisons have made it
  // uncertain.
  if (found->verdict == Verdict::kInconclusive &&
      (interval->Holds(kPostRatio) || !interval->Holds(1))) {
    return fmt::format(
        "{}, is neither confirmed nor refuted: the interval is "
        "{}.",
        claim, words);
  }
  if (interval->Holds(kPostRatio)) {
    return fmt::format(
        "{}, agrees with what was found here: {:.2f} times as "
        "long is within {}.",
        claim, kPostRatio, words);
  }
  return fmt::format(
      "{}, does not hold here: that would be {:.2f} times as long, and the "
      "interval is {}: {} here.",
      claim, kPostRatio, words, SavedWords(*found, *interval));
}

}  // namespace bench
