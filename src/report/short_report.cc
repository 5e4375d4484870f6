#include <fmt/ranges.h>

#include <ranges>
#include <string>
#include <vector>

#include "analysis/explanation.h"
#include "analysis/words.h"
#include "report/documents.h"
#include "report/sentences.h"
#include "report/tables.h"

namespace bench {
namespace {

void AddLimits(const Analysis& analysis, Document& document) {
  const std::vector<Explanation> explanations = Explain(analysis);
  document.Add(NamedTable{UseOfWorkersTable(explanations)});
  const TextTable times = WhereTimeWentTable(explanations);
  document.Add(NamedTable{times});
  if (!times.rows.empty()) {
    document.Add(Paragraphs{
        {"Medians over trials. All releases: added up, so more than the time "
         "on the clock where they run side by side. Critical path: of the "
         "median trial, the chain of releases that led to its end."}});
  }
  document.Add(Heading{});
  document.Add(Paragraphs{LimitSentences(analysis, explanations)});
}

void AddAnalysis(const Analysis& analysis, Document& document) {
  const Result& first = analysis.first();
  document.Add(
      Paragraphs{{NotReal(first), WhatWasMeasured(first), analysis.unlike}});
  document.Add(NamedTable{StrategyTimesTable(analysis.strategies)});
  document.Add(Paragraphs{
      {"Times until every uninstall has returned; settled: median until "
       "nothing was left."}});
  document.Add(Paragraphs{KeptSentences(analysis)});
  if (HasSomethingToSay(analysis)) {
    document.Add(NamedTable{ComparedStrategiesTable(analysis)});
    document.Add(Paragraphs{ClaimRemarks(analysis)});
    document.Add(Paragraphs{Caveats(analysis)});
    document.Add(Paragraphs{{BlogClaimLine(analysis)}});
    AddLimits(analysis, document);
  } else {
    document.Add(Paragraphs{{NothingToCompare(analysis)}});
  }
  for (const Result& result : analysis.results) {
    document.Add(Paragraphs{{EndedEarly(result)}});
    document.Add(IndentedLines{InvalidTrialLines(result)});
  }
}

// Nothing is dropped without a word.
std::string OnlyOfOneSize(const Analysis& analysis,
                          std::span<const Analysis> others) {
  if (others.empty()) return "";
  const auto size = [](const Analysis& one) {
    return SizeWords(one.first().scenario);
  };
  return fmt::format(
      "All figures here are of {}; those of {} are in a page or a post of the "
      "same results (./bench report RESULT… -o report.html).",
      size(analysis),
      fmt::join(others | std::views::transform(size), " and of "));
}

}  // namespace

Document ShortReport(const Analysis& analysis,
                     std::span<const CheckResult> checks) {
  Document document;
  AddAnalysis(analysis, document);
  document.Add(NamedTable{ChecksTable(checks)});
  return document;
}

Document TerminalReport(const Analysis& analysis,
                        std::span<const Analysis> others) {
  Document document;
  document.warnings = AlarmSentences(analysis, others);
  document.answer = AnswerSentence(analysis);
  document.Add(Paragraphs{{OnlyOfOneSize(analysis, others)}});
  document.Add(Heading{});
  AddAnalysis(analysis, document);
  document.AddSection("To repeat it:", Commands{RepeatCommands(analysis)});
  document.Add(Paragraphs{RepeatRemarks(analysis)});
  for (const Analysis& other : others) {
    document.Add(Commands{RepeatCommands(other)});
    document.Add(Paragraphs{RepeatRemarks(other)});
  }
  return document;
}

}  // namespace bench
