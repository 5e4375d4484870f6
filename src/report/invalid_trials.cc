#include <fmt/ranges.h>

#include <array>
#include <cstddef>

#include "report/sentences.h"
#include "util/format.h"
#include "util/short_reason.h"

namespace bench {
namespace {

// How many trials of a kind, and objects of a trial, are shown before the rest
// is only counted.
constexpr std::size_t kTrialsShown = 5;
constexpr std::size_t kObjectsShown = 10;

struct InvalidKind {
  Invalid invalid;
  std::size_t StrategySummary::* count;
  const char* words;
};

// In the order in which they are shown.
constexpr std::array kInvalidKinds = {
    InvalidKind{Invalid::kFailed, &StrategySummary::failed, "failed"},
    InvalidKind{Invalid::kEndState, &StrategySummary::other_end_state,
                "left another end state than expected"},
    InvalidKind{Invalid::kDisturbed, &StrategySummary::disturbed,
                "disturbed from outside"},
};

void AddObjects(const char* what, const std::vector<std::string>& objects,
                Sentences& lines) {
  for (const std::string& object : FirstOf(objects, kObjectsShown)) {
    lines.push_back(fmt::format("    {}: {}", what, object));
  }
}

void AddTrial(const TrialResult& trial, Sentences& lines) {
  const PlannedTrial& planned = trial.planned;
  lines.push_back(fmt::format("  {}, {}: {}",
                              planned.block == kWarmUpBlock
                                  ? "warm-up"
                                  : fmt::format("block {}", planned.block),
                              planned.strategy.Label(), trial.invalid_reason));
  AddObjects("left over", trial.leftovers, lines);
  AddObjects("missing", trial.end_state.missing, lines);
  AddObjects("changed", trial.end_state.changed, lines);
}

void AddKind(const Result& result, const InvalidKind& kind, Sentences& lines) {
  Sentences trials;
  std::size_t count = 0;
  for (const TrialResult& trial : result.trials) {
    if (trial.invalid != kind.invalid) continue;
    if (++count <= kTrialsShown) AddTrial(trial, trials);
  }
  if (count == 0) return;
  lines.push_back(fmt::format("{}, {}:", Count(count, "trial"), kind.words));
  lines.insert(lines.end(), trials.begin(), trials.end());
  if (count > kTrialsShown) {
    lines.push_back(
        fmt::format("  {} more, in the result file", count - kTrialsShown));
  }
}

}  // namespace

std::string InvalidTrialsSentence(const Analysis& analysis) {
  std::size_t trials = 0;
  for (const StrategySummary& one : analysis.strategies) trials += one.trials;
  std::size_t invalid = 0;
  std::vector<std::string> kinds;
  for (const InvalidKind& kind : kInvalidKinds) {
    std::size_t count = 0;
    for (const StrategySummary& one : analysis.strategies) {
      count += one.*kind.count;
    }
    if (count > 0) kinds.push_back(fmt::format("{} {}", count, kind.words));
    invalid += count;
  }
  if (invalid == 0) return "";
  return fmt::format("Not valid: {} of {} ({}).", invalid,
                     Count(trials, "trial"), fmt::join(kinds, ", "));
}

std::vector<std::string> InvalidTrialLines(const Result& result) {
  std::vector<std::string> lines;
  for (const InvalidKind& kind : kInvalidKinds) AddKind(result, kind, lines);
  return lines;
}

}  // namespace bench
