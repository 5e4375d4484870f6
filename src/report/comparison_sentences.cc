#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/words.h"
#include "report/sentences.h"
#include "util/format.h"

namespace bench {
namespace {

// "95 % interval 1.36 – 1.53".
std::string IntervalPhrase(const Analysis& analysis, const Interval& interval) {
  return fmt::format("{:g} % interval {}", analysis.level * 100,
                     IntervalWords(interval));
}

// "31 % less time (27 % to 35 %)"; or "more". Only for an interval without 1.
std::string PercentPhrase(double ratio, const Interval& interval) {
  const auto percent = [](double value) { return std::abs(value - 1) * 100; };
  const bool less = interval.high < 1;
  return fmt::format("{:.0f} % {} time ({:.0f} % to {:.0f} %)", percent(ratio),
                     less ? "less" : "more",
                     percent(less ? interval.high : interval.low),
                     percent(less ? interval.low : interval.high));
}

std::string FasterSentence(const Analysis& analysis,
                           const Comparison& comparison) {
  const double ratio = *comparison.ratio();
  const Interval interval = *comparison.interval();
  return fmt::format(
      "{} is {:.2f} times as fast as {} ({}): it takes {}, "
      "found in {}.",
      comparison.of.Label(), 1 / ratio, comparison.to.Label(),
      IntervalPhrase(analysis, Inverse(interval)),
      PercentPhrase(ratio, interval), Basis(comparison));
}

std::string SlowerSentence(const Analysis& analysis,
                           const Comparison& comparison) {
  const double ratio = *comparison.ratio();
  const Interval interval = *comparison.interval();
  return fmt::format(
      "{} is slower than {}: it takes {:.2f} times as long ({}), "
      "{}, found in {}.",
      comparison.of.Label(), comparison.to.Label(), ratio,
      IntervalPhrase(analysis, interval), PercentPhrase(ratio, interval),
      Basis(comparison));
}

std::string SameSentence(const Analysis& analysis,
                         const Comparison& comparison) {
  return fmt::format(
      "{} takes as long as {} within ±{:g} %: {:.2f} times ({}), found in {}.",
      comparison.of.Label(), comparison.to.Label(),
      analysis.first().criteria.same * 100, *comparison.ratio(),
      IntervalPhrase(analysis, *comparison.interval()), Basis(comparison));
}

std::string InconclusiveSentence(const Analysis& analysis,
                                 const Comparison& comparison) {
  if (TooFewForSoMany(analysis, comparison)) {
    return fmt::format(
        "Whether {} and {} differ is not decided: {} are too few for {} "
        "comparisons ({}).",
        comparison.of.Label(), comparison.to.Label(), Basis(comparison),
        analysis.comparisons.size(),
        IntervalPhrase(analysis, *comparison.interval()));
  }
  return fmt::format(
      "Whether {} and {} differ is not decided: {} leave open how many times "
      "as long the first takes ({}).",
      comparison.of.Label(), comparison.to.Label(), Basis(comparison),
      IntervalPhrase(analysis, *comparison.interval()));
}

std::string NoClaimSentence(const Comparison& comparison) {
  if (!comparison.ratio()) {
    return fmt::format("{} and {} cannot be compared: no block has both.",
                       comparison.of.Label(), comparison.to.Label());
  }
  return fmt::format("Nothing is claimed about {} and {}: {} {} too few.",
                     comparison.of.Label(), comparison.to.Label(),
                     Basis(comparison),
                     Basis(comparison).starts_with("1 ") ? "is" : "are");
}

// A run with a single strategy has nothing else to say.
std::string AloneSentence(const Analysis& analysis) {
  if (analysis.strategies.empty()) return "No strategy was measured.";
  const StrategySummary& only = analysis.strategies.front();
  if (!only.returned_s) {
    return fmt::format("{} was never measured: no trial counts.",
                       only.strategy.Label());
  }
  return fmt::format("{} takes {} (median), and was compared with nothing.",
                     only.strategy.Label(),
                     FormatSeconds(only.returned_s->median));
}

std::string ComparisonSentence(const Analysis& analysis,
                               const Comparison& comparison) {
  switch (comparison.verdict) {
    case Verdict::kFaster:
      return FasterSentence(analysis, comparison);
    case Verdict::kSlower:
      return SlowerSentence(analysis, comparison);
    case Verdict::kSame:
      return SameSentence(analysis, comparison);
    case Verdict::kInconclusive:
      return InconclusiveSentence(analysis, comparison);
    case Verdict::kNoClaim:
      break;
  }
  return NoClaimSentence(comparison);
}

// The other clock, which has an answer of its own.
std::string SettledSentence(const Analysis& analysis,
                            const Comparison& settled) {
  if (!settled.ratio() || !settled.interval()) return "";
  return fmt::format(
      "Until nothing is left (settled), {} takes {:.2f} times as long as {} "
      "({}): {}.",
      settled.of.Label(), *settled.ratio(), settled.to.Label(),
      IntervalPhrase(analysis, *settled.interval()),
      VerdictWords(settled.verdict, analysis.first().criteria.same));
}

std::string WithSettled(const Analysis& analysis,
                        const Comparison& comparison) {
  std::string sentence = ComparisonSentence(analysis, comparison);
  const auto settled =
      std::ranges::find(analysis.settled, comparison.of, &Comparison::of);
  if (settled == analysis.settled.end()) return sentence;
  const std::string other = SettledSentence(analysis, *settled);
  return other.empty() ? sentence : sentence + " " + other;
}

}  // namespace

std::string AnswerSentence(const Analysis& analysis) {
  if (!HasSomethingToSay(analysis)) return NothingToCompare(analysis);
  if (analysis.comparisons.empty()) return AloneSentence(analysis);
  const Comparison* const post = FindPostComparison(analysis);
  if (post != nullptr && post->ratio()) {
    return ComparisonSentence(analysis, *post);
  }
  // There is one: otherwise there is nothing to say.
  const auto compared = std::ranges::find_if(
      analysis.comparisons,
      [](const Comparison& one) { return one.ratio().has_value(); });
  return ComparisonSentence(analysis, *compared);
}

Sentences CameOutSentences(const Analysis& analysis) {
  Sentences sentences;
  for (const Comparison& comparison : analysis.comparisons) {
    sentences.push_back(WithSettled(analysis, comparison));
  }
  if (const std::string post = BlogClaimSentence(analysis); !post.empty()) {
    sentences.push_back(post);
  }
  return sentences;
}

}  // namespace bench
