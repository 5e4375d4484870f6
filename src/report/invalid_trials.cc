#include "report/invalid_trials.h"

#include <fmt/format.h>

#include <array>
#include <cstddef>

#include "util/format.h"

namespace bench {
namespace {

using Lines = std::vector<std::string>;

// How many trials of a kind, and objects of a trial, are shown before the rest
// is only counted.
constexpr std::size_t kTrialsShown = 5;
constexpr std::size_t kObjectsShown = 10;

struct Kind {
  Invalid invalid;
  const char* words;
};

// In the order in which they are shown.
constexpr std::array kKinds = {
    Kind{Invalid::kFailed, "failed"},
    Kind{Invalid::kEndState, "left another end state than expected"},
    Kind{Invalid::kDisturbed, "disturbed from outside"},
};

void AddObjects(const char* what, const std::vector<std::string>& objects,
                Lines& lines) {
  for (std::size_t i = 0; i < objects.size() && i < kObjectsShown; ++i) {
    lines.push_back(fmt::format("    {}: {}", what, objects[i]));
  }
  if (objects.size() > kObjectsShown) {
    lines.push_back(fmt::format("    {}: {} more, in the result file", what,
                                objects.size() - kObjectsShown));
  }
}

void AddTrial(const TrialResult& trial, Lines& lines) {
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

void AddKind(const Result& result, const Kind& kind, Lines& lines) {
  Lines trials;
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

Lines InvalidTrialLines(const Result& result) {
  Lines lines;
  for (const Kind& kind : kKinds) AddKind(result, kind, lines);
  return lines;
}

}  // namespace bench
