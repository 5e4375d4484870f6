#include "report/comparison_text.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <optional>
#include <vector>

#include "analysis/what_was_measured.h"
#include "report/text_table.h"
#include "stats/descriptive.h"
#include "util/format.h"
#include "util/printable.h"

namespace bench {
namespace {

using Row = std::vector<std::string>;

// --- Of what the two are ---

std::string Describe(const char* which, const Result& result) {
  std::string text =
      fmt::format("{}: {}, bench {}", which, result.started, result.version);
  if (!result.ended_early.empty()) {
    text += "; ended early: " + result.ended_early;
  }
  return Printable(text) + "\n";
}

// One line where both say the same.
std::string OfBoth(const std::string& before, const std::string& after) {
  const auto line = [](const char* which, const std::string& words) {
    return words.empty() ? std::string() : which + Printable(words) + "\n";
  };
  if (before == after) return line("", after);
  return line("old: ", before) + line("new: ", after);
}

std::string Heading(const ResultComparison& comparison) {
  const Result& before = comparison.before.first();
  const Result& after = comparison.after.first();
  return OfBoth(NotReal(before), NotReal(after)) +
         OfBoth(WhatWasMeasured(before), WhatWasMeasured(after)) +
         Describe("old", before) + Describe("new", after);
}

std::string ListUnlikeness(const ResultComparison& comparison, bool hard) {
  std::string text;
  for (const Unlikeness& one : comparison.unlike) {
    if (one.hard != hard) continue;
    text += Printable(fmt::format("  {}: {} (old), {} (new)", one.what,
                                  one.before, one.after)) +
            "\n";
  }
  return text;
}

// Nothing is dropped without a word.
std::string ListMissing(const ResultComparison& comparison) {
  std::string text;
  const auto list = [&](const char* which,
                        const std::vector<std::string>& labels) {
    if (labels.empty()) return;
    text += Printable(fmt::format("Only in the {} result, not compared: {}.",
                                  which, fmt::join(labels, ", "))) +
            "\n";
  };
  list("old", comparison.only_before);
  list("new", comparison.only_after);
  return text;
}

// --- Their ratios ---

const char* Words(Finding finding) {
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

std::string Words(const std::optional<RatioInterval>& interval) {
  if (!interval) return "-";
  return fmt::format("{:.3f} – {:.3f}", interval->low, interval->high);
}

// The strategy of the same label.
const StrategySummary& Find(const Analysis& analysis,
                            const std::string& label) {
  return *std::ranges::find(
      analysis.strategies, label,
      [](const StrategySummary& summary) { return summary.strategy.Label(); });
}

Row MakeRow(const ResultComparison& comparison, const VersionRatio& one) {
  const std::string label = one.strategy.Label();
  const auto median = [&](const Analysis& analysis) -> std::string {
    const auto& times = Find(analysis, label).returned_s;
    return times ? FormatSeconds(times->median) : "no valid trial";
  };
  Row row = {label, median(comparison.before), median(comparison.after)};
  if (!one.returned) {
    row.insert(row.end(), {"-", "-", "-", "-", Words(one.finding)});
    return row;
  }
  const UnpairedRatio& ratio = *one.returned;
  row.push_back(fmt::format("{:.3f}", ratio.ratio));
  row.push_back(Words(ratio.interval));
  row.push_back(fmt::format("{}, {}", ratio.to_times, ratio.of_times));
  row.push_back(ratio.interval ? fmt::format("{:.2g}", one.holm_p) : "-");
  row.emplace_back(Words(one.finding));
  return row;
}

std::string RatioTable(const ResultComparison& comparison) {
  TextTable table;
  table.columns = {{"strategy", Alignment::kLeft},
                   {"old median"},
                   {"new median"},
                   {"new/old"},
                   {"95 % interval"},
                   {"blocks"},
                   {"p (Holm)"},
                   {"in these two sessions", Alignment::kLeft}};
  for (const VersionRatio& one : comparison.strategies) {
    table.rows.push_back(MakeRow(comparison, one));
  }
  return FormatLines(table);
}

std::string WarnOfDisagreement(const ResultComparison& comparison) {
  std::string text;
  for (const VersionRatio& one : comparison.strategies) {
    if (!one.returned || !one.returned->intervals_disagree) continue;
    const RatioInterval& welch = *one.returned->t_interval;
    text += fmt::format(
        "{}: Welch's t of ln T gives {:.3f} – {:.3f} instead: a few wild "
        "times, "
        "or times that scatter unlike; look at them before you rely on this.\n",
        Printable(one.strategy.Label()), welch.low, welch.high);
  }
  return text;
}

// They give no times, so no ratio tells of them.
std::string ListFailures(const ResultComparison& comparison) {
  std::string text;
  const auto list = [&](const char* which, const Analysis& analysis) {
    for (const StrategySummary& one : analysis.strategies) {
      if (one.failures() == 0) continue;
      text += fmt::format(
          "  {} ({}): {} failed, {} left another end state, of {}\n",
          one.strategy.Label(), which, one.failed, one.other_end_state,
          Count(one.trials, "trial"));
    }
  };
  list("old", comparison.before);
  list("new", comparison.after);
  return text.empty()
             ? ""
             : "Trials that do not count, of all that were run:\n" + text;
}

std::string Scope(const ResultComparison& comparison) {
  const std::string& before = comparison.before.first().cluster.uid;
  const bool one_boot =
      !before.empty() && before == comparison.after.first().cluster.uid;
  return fmt::format(
      "{} compared, and no block of the one belongs to a block of the other: "
      "the\nintervals cover how blocks scatter, not how much {} differ from "
      "one to the next.\nTo claim more, run both versions in the same blocks "
      "(README, Comparing two results).\n",
      one_boot ? "Two runs of one session are" : "Two single sessions are",
      one_boot ? "sessions or runs" : "sessions");
}

// --- The ratios inside each ---

struct Inside {
  std::string ratio = "-";
  std::string interval = "-";
};

// Of the comparison of that name; dashes when there is none.
Inside FindInside(const Analysis& analysis, const std::string& name) {
  for (const Comparison& comparison : analysis.comparisons) {
    if (comparison.of.Label() + " / " + comparison.to.Label() != name) continue;
    Inside inside;
    if (const auto ratio = comparison.ratio()) {
      inside.ratio = fmt::format("{:.3f}", *ratio);
    }
    inside.interval = Words(comparison.interval());
    return inside;
  }
  return {};
}

std::string SideBySide(const ResultComparison& comparison) {
  std::vector<std::string> names;
  for (const Analysis* analysis : {&comparison.before, &comparison.after}) {
    for (const Comparison& one : analysis->comparisons) {
      const std::string name = one.of.Label() + " / " + one.to.Label();
      if (std::ranges::find(names, name) == names.end()) names.push_back(name);
    }
  }
  if (names.empty()) return "";
  TextTable table;
  table.columns = {{"inside each session", Alignment::kLeft},
                   {"old ratio"},
                   {"interval"},
                   {"new ratio"},
                   {"interval"}};
  for (const std::string& name : names) {
    const Inside before = FindInside(comparison.before, name);
    const Inside after = FindInside(comparison.after, name);
    table.rows.push_back(
        {name, before.ratio, before.interval, after.ratio, after.interval});
  }
  return "Ratios inside a session do not depend on the machine as times do; "
         "these may be looked at\nside by side:\n\n" +
         FormatLines(table);
}

}  // namespace

std::string FormatComparison(const ResultComparison& comparison,
                             const std::string& reason) {
  std::string text = Heading(comparison);
  if (!reason.empty()) {
    text += fmt::format(
        "Compared although the environments are unlike, because: {}\n{}",
        Printable(reason), ListUnlikeness(comparison, true));
  }
  if (const std::string soft = ListUnlikeness(comparison, false);
      !soft.empty()) {
    text += "Not quite alike:\n" + soft;
  }
  return text + "\n" + RatioTable(comparison) + "\n" +
         ListFailures(comparison) + ListMissing(comparison) +
         WarnOfDisagreement(comparison) + Scope(comparison);
}

std::string FormatRefusal(const ResultComparison& comparison) {
  std::string text = Heading(comparison) +
                     "Not compared, because the environments are unlike:\n" +
                     ListUnlikeness(comparison, true) +
                     ListUnlikeness(comparison, false) +
                     ListFailures(comparison) + ListMissing(comparison);
  if (const std::string ratios = SideBySide(comparison); !ratios.empty()) {
    text += "\n" + ratios;
  }
  return text;
}

}  // namespace bench
