#include "threshold/threshold_subjects.h"

#include <fmt/ranges.h>

#include <string>

#include "analysis/words.h"

namespace bench {
namespace {

// By its label, else by a name that only one of them has.
StrategySpec FindStrategy(const Threshold& threshold, const std::string& word,
                          std::size_t column,
                          std::span<const StrategySpec> strategies) {
  std::vector<StrategySpec> named;
  for (const StrategySpec& strategy : strategies) {
    if (strategy.Label() == word) return strategy;
    if (strategy.variant.empty() && strategy.name == word) {
      named.push_back(strategy);
    }
  }
  if (named.size() == 1) return named.front();
  if (named.empty()) {
    const auto labels = Labels(strategies);
    RefuseThreshold(
        threshold.text, column,
        fmt::format("unknown strategy \"{}\"{}", word, Suggest(word, labels)));
  }
  RefuseThreshold(
      threshold.text, column,
      fmt::format("\"{}\" may be {}", word, fmt::join(Labels(named), " or ")));
}

bool AgainstReference(Metric metric) {
  return metric == Metric::kSpeedup || metric == Metric::kEfficiency;
}

}  // namespace

std::vector<Subject> FindSubjects(const Threshold& threshold,
                                  std::span<const StrategySpec> strategies) {
  const auto find = [&](const std::string& word, std::size_t column) {
    return FindStrategy(threshold, word, column, strategies);
  };
  const bool against_first =
      AgainstReference(threshold.metric) && threshold.who != Who::kPair;
  if (strategies.empty()) {
    RefuseThreshold(threshold.text, 1, "there is no strategy to be about");
  }
  const StrategySpec& first = strategies.front();
  std::vector<Subject> subjects;
  switch (threshold.who) {
    case Who::kOne: {
      const StrategySpec of = find(threshold.of, threshold.of_column);
      if (against_first && of == first) {
        RefuseThreshold(
            threshold.text, threshold.of_column,
            fmt::format("{} is the first strategy, what the others are held "
                        "against; name another with {}/STRATEGY",
                        of.Label(), threshold.of));
      }
      return {{of, against_first ? first : of}};
    }
    case Who::kPair: {
      const StrategySpec of = find(threshold.of, threshold.of_column);
      const StrategySpec to = find(threshold.to, threshold.to_column);
      if (of == to) {
        RefuseThreshold(threshold.text, threshold.to_column,
                        "a strategy is not held against itself");
      }
      return {{of, to}};
    }
    case Who::kAll:
      for (const StrategySpec& of : strategies) {
        if (against_first && of == first) continue;
        subjects.push_back({of, against_first ? first : of});
      }
      if (!subjects.empty()) return subjects;
      RefuseThreshold(
          threshold.text, 1,
          "there is only one strategy, and nothing to hold it against");
    case Who::kVersions:
      break;
  }
  RefuseThreshold(threshold.text, threshold.text.find('(') + 2,
                  "only ./bench compare OLD NEW has a new and a base");
}

std::vector<StrategySpec> FindVersions(const Threshold& threshold,
                                       std::span<const StrategySpec> shared) {
  if (threshold.who != Who::kVersions) {
    RefuseThreshold(
        threshold.text, threshold.text.find('(') + 2,
        "to compare two results, say new/base:STRATEGY; anything else is "
        "for the run itself");
  }
  if (threshold.of.empty()) return {shared.begin(), shared.end()};
  return {FindStrategy(threshold, threshold.of, threshold.of_column, shared)};
}

}  // namespace bench
