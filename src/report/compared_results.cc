#include <fmt/ranges.h>

#include <algorithm>
#include <optional>

#include "analysis/words.h"
#include "report/documents.h"
#include "report/sentences.h"
#include "util/format.h"
#include "util/short_reason.h"

namespace bench {
namespace {

// --- What the two are ---

std::string WhichResult(const char* which, const Result& result) {
  return fmt::format("{}: {}, bench {}{}", which, result.started,
                     result.version,
                     result.ended_early.empty()
                         ? ""
                         : "; ended early: " + ShortReason(result.ended_early));
}

// One line where both say the same.
Paragraphs SaidOfBoth(const std::string& before, const std::string& after) {
  if (before == after) return {{after}};
  return {{before.empty() ? "" : "old: " + before,
           after.empty() ? "" : "new: " + after}};
}

void AddWhatTheyAre(const ResultComparison& comparison, Document& document) {
  const Result& before = comparison.before.first();
  const Result& after = comparison.after.first();
  document.Add(SaidOfBoth(NotReal(before), NotReal(after)));
  document.Add(SaidOfBoth(WhatWasMeasured(before), WhatWasMeasured(after)));
  document.Add(
      Paragraphs{{WhichResult("old", before), WhichResult("new", after)}});
}

IndentedLines UnlikenessLines(const ResultComparison& comparison, bool hard) {
  IndentedLines indented;
  for (const Unlikeness& one : comparison.unlike) {
    if (one.hard != hard) continue;
    indented.lines.push_back(fmt::format("  {}: {} (old), {} (new)", one.what,
                                         one.before, one.after));
  }
  return indented;
}

// --- What is not compared ---

// They give no times, so no ratio tells of them.
void AddInvalidCounts(const ResultComparison& comparison, Document& document) {
  IndentedLines indented;
  const auto list = [&](const char* which, const Analysis& analysis) {
    for (const StrategySummary& one : analysis.strategies) {
      if (one.failures() == 0) continue;
      indented.lines.push_back(
          fmt::format("  {} ({}): {} failed, {} left another end state, of {}",
                      one.strategy.Label(), which, one.failed,
                      one.other_end_state, Count(one.trials, "trial")));
    }
  };
  list("old", comparison.before);
  list("new", comparison.after);
  if (indented.lines.empty()) return;
  document.Add(Paragraphs{{"Trials that do not count, of all that were run:"}});
  document.Add(std::move(indented));
}

// Nothing is dropped without a word.
std::string OnlyInOne(const char* which,
                      const std::vector<std::string>& labels) {
  if (labels.empty()) return "";
  return fmt::format("Only in the {} result, not compared: {}.", which,
                     fmt::join(labels, ", "));
}

void AddWhatIsNotCompared(const ResultComparison& comparison,
                          Document& document) {
  AddInvalidCounts(comparison, document);
  document.Add(Paragraphs{{OnlyInOne("old", comparison.only_before),
                           OnlyInOne("new", comparison.only_after)}});
}

// --- Their ratios ---

const char* FindingWords(Finding finding) {
  switch (finding) {
    case Finding::kDiffers:
      return "differs";
    case Finding::kNoDifference:
      return "no difference seen";
    case Finding::kNoClaim:
      break;
  }
  return "no claim";
}

std::string ThreeDigits(const std::optional<double>& ratio) {
  return ratio ? fmt::format("{:.3f}", *ratio) : "-";
}

std::string ThreeDigits(const std::optional<Interval>& interval) {
  if (!interval) return "-";
  return fmt::format("{:.3f} – {:.3f}", interval->low, interval->high);
}

// Both have a strategy of that label.
std::string MedianWords(const Analysis& analysis, const std::string& label) {
  const auto& times = std::ranges::find(analysis.strategies, label,
                                        [](const StrategySummary& summary) {
                                          return summary.strategy.Label();
                                        })
                          ->returned_s;
  return times ? FormatSeconds(times->median) : "no valid trial";
}

std::vector<std::string> VersionRow(const ResultComparison& comparison,
                                    const VersionRatio& one) {
  const std::string label = one.strategy.Label();
  std::vector<std::string> row = {label, MedianWords(comparison.before, label),
                                  MedianWords(comparison.after, label)};
  if (const auto& ratio = one.returned) {
    row.push_back(fmt::format("{:.3f}", ratio->ratio));
    row.push_back(ThreeDigits(ratio->interval));
    row.push_back(fmt::format("{}, {}", ratio->to_times, ratio->of_times));
    row.push_back(ratio->interval ? fmt::format("{:.2g}", one.holm_p) : "-");
  } else {
    row.insert(row.end(), 4, "-");
  }
  row.emplace_back(FindingWords(one.finding));
  return row;
}

TextTable VersionTable(const ResultComparison& comparison) {
  TextTable table = {.columns = {{"strategy", Alignment::kLeft},
                                 {"old median"},
                                 {"new median"},
                                 {"new/old"},
                                 {"95 % interval"},
                                 {"blocks"},
                                 {"p (Holm)"},
                                 {"in these two sessions", Alignment::kLeft}}};
  for (const VersionRatio& one : comparison.strategies) {
    table.rows.push_back(VersionRow(comparison, one));
  }
  return table;
}

Paragraphs DisagreementSentences(const ResultComparison& comparison) {
  Paragraphs paragraphs;
  for (const VersionRatio& one : comparison.strategies) {
    if (!one.returned || !one.returned->intervals_disagree) continue;
    paragraphs.lines.push_back(fmt::format(
        "{}: Welch's t of ln T gives {} instead: a few wild times, or times "
        "that scatter unlike; look at them before you rely on this.",
        one.strategy.Label(), ThreeDigits(one.returned->t_interval)));
  }
  return paragraphs;
}

IndentedLines ScopeLines(const ResultComparison& comparison) {
  const std::string& before = comparison.before.first().cluster.uid;
  const bool one_boot =
      !before.empty() && before == comparison.after.first().cluster.uid;
  return {{fmt::format("{} compared, and no block of the one belongs to a "
                       "block of the other: the",
                       one_boot ? "Two runs of one session are"
                                : "Two single sessions are"),
           fmt::format("intervals cover how blocks scatter, not how much {} "
                       "differ from one to the next.",
                       one_boot ? "sessions or runs" : "sessions"),
           "To claim more, run both versions in the same blocks "
           "(src/analysis/README.md, Comparing two results)."}};
}

// --- The ratios inside each ---

std::string RatioName(const Comparison& comparison) {
  return comparison.of.Label() + " / " + comparison.to.Label();
}

// Dashes where there is no comparison of that name.
void AddInside(const Analysis& analysis, const std::string& name,
               std::vector<std::string>& row) {
  const auto found = std::ranges::find(analysis.comparisons, name, RatioName);
  const bool any = found != analysis.comparisons.end();
  row.push_back(any ? ThreeDigits(found->ratio()) : "-");
  row.push_back(any ? ThreeDigits(found->interval()) : "-");
}

TextTable InsideTable(const ResultComparison& comparison) {
  TextTable table = {.columns = {{"inside each session", Alignment::kLeft},
                                 {"old ratio"},
                                 {"interval"},
                                 {"new ratio"},
                                 {"interval"}}};
  for (const Analysis* analysis : {&comparison.before, &comparison.after}) {
    for (const Comparison& one : analysis->comparisons) {
      std::vector<std::string> row = {RatioName(one)};
      const auto first = [](const auto& cells) { return cells.front(); };
      if (std::ranges::find(table.rows, row.front(), first) !=
          table.rows.end()) {
        continue;
      }
      AddInside(comparison.before, RatioName(one), row);
      AddInside(comparison.after, RatioName(one), row);
      table.rows.push_back(std::move(row));
    }
  }
  return table;
}

}  // namespace

Document ComparedResults(const ResultComparison& comparison,
                         const std::string& reason) {
  Document document;
  AddWhatTheyAre(comparison, document);
  if (!reason.empty()) {
    document.Add(
        Paragraphs{{"Compared although the environments are unlike, "
                    "because: " +
                    reason}});
    document.Add(UnlikenessLines(comparison, true));
  }
  if (IndentedLines soft = UnlikenessLines(comparison, false);
      !soft.lines.empty()) {
    document.Add(Paragraphs{{"Not quite alike:"}});
    document.Add(std::move(soft));
  }
  document.Add(NamedTable{VersionTable(comparison)});
  document.Add(Heading{});
  AddWhatIsNotCompared(comparison, document);
  document.Add(DisagreementSentences(comparison));
  document.Add(ScopeLines(comparison));
  return document;
}

Document RefusedComparison(const ResultComparison& comparison) {
  Document document;
  AddWhatTheyAre(comparison, document);
  document.Add(
      Paragraphs{{"Not compared, because the environments are unlike:"}});
  document.Add(UnlikenessLines(comparison, true));
  document.Add(UnlikenessLines(comparison, false));
  AddWhatIsNotCompared(comparison, document);
  TextTable inside = InsideTable(comparison);
  if (inside.rows.empty()) return document;
  document.Add(Heading{});
  document.Add(IndentedLines{
      {"Ratios inside a session do not depend on the machine as times do; "
       "these may be looked at",
       "side by side:"}});
  document.Add(NamedTable{std::move(inside)});
  return document;
}

}  // namespace bench
