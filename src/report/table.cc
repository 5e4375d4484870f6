#include "report/table.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <vector>

#include "analysis/explanation.h"
#include "analysis/exploratory.h"
#include "analysis/what_was_measured.h"
#include "report/blog_claim.h"
#include "report/caveats.h"
#include "report/claim_remarks.h"
#include "report/comparison_table.h"
#include "report/invalid_trials.h"
#include "report/limit_sentences.h"
#include "report/strategy_table.h"
#include "report/text_table.h"
#include "util/printable.h"

namespace bench {
namespace {

/// The text, part by part.
class Page {
 public:
  explicit Page(Color color) : color_(color) {}

  void Line(const std::string& line) {
    if (!line.empty()) text_ += Printable(line) + "\n";
  }

  void Lines(const std::vector<std::string>& lines) {
    for (const std::string& line : lines) Line(line);
  }

  /// After an empty line, the titles in bold; nothing without rows.
  void Table(const TextTable& table) {
    if (table.rows.empty()) return;
    std::vector<std::string> lines = AlignedLines(table);
    if (color_ == Color::kYes) {
      lines.front() = fmt::format("\x1b[1m{}\x1b[0m", lines.front());
    }
    Space();
    // Its cells are printable; the bold is our own.
    text_ += fmt::format("{}\n", fmt::join(lines, "\n"));
  }

  void Space() { text_ += '\n'; }

  std::string text() && { return std::move(text_); }

 private:
  Color color_;
  std::string text_;
};

void AddWhy(const Analysis& analysis, Page& page) {
  const std::vector<Explanation> explanations = Explain(analysis);
  page.Table(WorkersTable(explanations));
  const TextTable times = TimeTable(explanations);
  page.Table(times);
  if (!times.rows.empty()) {
    page.Line(
        "Medians over trials. All releases: added up, so more than the time on "
        "the clock where they run side by side. Critical path: of the median "
        "trial, the chain of releases that led to its end.");
  }
  page.Space();
  page.Lines(WhyLines(analysis, explanations));
}

}  // namespace

std::string FormatTable(const Analysis& analysis, Color color) {
  Page page(color);
  page.Line(NotReal(analysis.first()));
  page.Line(WhatWasMeasured(analysis.first()));
  page.Line(analysis.unlike);
  page.Table(StrategyTable(analysis.strategies));
  page.Line(
      "Times until every uninstall has returned; settled: median until nothing "
      "was left.");
  if (HasSomethingToSay(analysis)) {
    page.Table(ComparisonTable(analysis, ExploratoryComparisons(analysis)));
    page.Lines(ClaimRemarks(analysis));
    page.Lines(Warnings(analysis));
    page.Line(PostLine(analysis));
    AddWhy(analysis, page);
  } else {
    page.Line(NothingToCompare(analysis));
  }
  for (const Result& result : analysis.results) {
    page.Line(EndedEarly(result));
    page.Lines(InvalidTrialLines(result));
  }
  return std::move(page).text();
}

}  // namespace bench
