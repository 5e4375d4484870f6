#include "threshold/judge_threshold.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "threshold/threshold_subjects.h"
#include "util/format.h"

namespace bench {
namespace {

using Outcome = CheckResult::Outcome;

bool Holds(double value, Operator op, double limit) {
  switch (op) {
    case Operator::kLess:
      return value < limit;
    case Operator::kLessOrEqual:
      return value <= limit;
    case Operator::kGreater:
      return value > limit;
    case Operator::kGreaterOrEqual:
      return value >= limit;
    case Operator::kEqual:
      break;
  }
  return value == limit;
}

Outcome Decide(const Threshold& threshold, const Figure& figure) {
  if (!figure.value) return Outcome::kUndecided;
  const auto holds = [&](double value) {
    return Holds(value, threshold.op, threshold.limit);
  };
  if (threshold.point) {
    return holds(*figure.value) ? Outcome::kHolds : Outcome::kFails;
  }
  if (!figure.interval) return Outcome::kUndecided;
  const bool low = holds(figure.interval->low);
  if (low != holds(figure.interval->high)) return Outcome::kUndecided;
  return low ? Outcome::kHolds : Outcome::kFails;
}

std::string FigureWords(double value, Quantity quantity) {
  switch (quantity) {
    case Quantity::kTime:
      return FormatSeconds(value);
    case Quantity::kRatio:
      return fmt::format("{:.3f}", value);
    case Quantity::kCount:
      break;
  }
  return fmt::format("{:g}", value);
}

std::string FoundWords(const Threshold& threshold, const Figure& figure,
                       Outcome outcome) {
  if (!figure.value) return figure.basis;
  const auto words = [&](double value) {
    return FigureWords(value, threshold.quantity);
  };
  std::string text = words(*figure.value);
  if (threshold.point) return text + ", from " + figure.basis;
  if (!figure.interval) {
    return fmt::format("{}, from {}: too few for an interval", text,
                       figure.basis);
  }
  text += fmt::format(", {:.1f} % interval {} – {}, from {}",
                      figure.interval->level * 100, words(figure.interval->low),
                      words(figure.interval->high), figure.basis);
  if (outcome == Outcome::kUndecided && figure.detectable) {
    text += fmt::format("; a ratio of {:.2f} is the least that so many show",
                        *figure.detectable);
  }
  return text;
}

Figure FindVersionFigure(const ResultComparison& comparison,
                         const Threshold& threshold,
                         const StrategySpec& strategy) {
  const bool settled = threshold.metric == Metric::kSettled;
  const auto compared =
      CompareVersions(comparison, strategy,
                      settled ? TrialClock::kSettled : TrialClock::kReturned);
  if (!compared) return {.basis = "no valid trial on one side"};
  Figure figure;
  figure.value = compared->ratio;
  figure.basis = fmt::format("{} new and {} old blocks", compared->of_times,
                             compared->to_times);
  figure.interval = compared->interval;
  return threshold.metric == Metric::kSpeedup ? TurnOver(figure) : figure;
}

}  // namespace

CheckResult Judge(const Threshold& threshold,
                  const std::vector<NamedFigure>& figures) {
  CheckResult check{threshold.text, Outcome::kHolds, ""};
  for (const NamedFigure& named : figures) {
    const Outcome outcome = Decide(threshold, named.figure);
    if (outcome > check.outcome) {
      check.outcome = outcome;
      check.detail.clear();
    }
    if (outcome != check.outcome) continue;
    check.detail +=
        fmt::format("{}{}: {}", check.detail.empty() ? "" : "; ", named.of,
                    FoundWords(threshold, named.figure, outcome));
  }
  return check;
}

std::vector<CheckResult> JudgeThresholds(const Analysis& analysis) {
  const Result& first = analysis.first();
  std::vector<CheckResult> checks;
  for (const std::string& text : first.criteria.thresholds) {
    const Threshold threshold = ParseThreshold(text);
    std::vector<NamedFigure> figures;
    for (const Subject& subject :
         FindSubjects(threshold, first.scenario.strategies)) {
      const std::string of =
          subject.of == subject.to
              ? subject.of.Label()
              : subject.of.Label() + "/" + subject.to.Label();
      figures.push_back({of, FindFigure(analysis, threshold, subject)});
    }
    checks.push_back(Judge(threshold, figures));
  }
  return checks;
}

std::vector<CheckResult> JudgeThresholds(const std::vector<std::string>& texts,
                                         const ResultComparison& comparison,
                                         bool refused) {
  std::vector<StrategySpec> shared;
  std::ranges::transform(comparison.strategies, std::back_inserter(shared),
                         &VersionRatio::strategy);
  std::vector<CheckResult> checks;
  for (const std::string& text : texts) {
    const Threshold threshold = ParseThreshold(text);
    std::vector<NamedFigure> figures;
    for (const StrategySpec& strategy : FindVersions(threshold, shared)) {
      figures.push_back({strategy.Label(),
                         FindVersionFigure(comparison, threshold, strategy)});
    }
    checks.push_back(refused
                         ? CheckResult{text, CheckResult::Outcome::kUndecided,
                                       "the comparison was refused"}
                         : Judge(threshold, figures));
  }
  return checks;
}

}  // namespace bench
