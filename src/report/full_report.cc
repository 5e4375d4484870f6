#include <algorithm>
#include <initializer_list>
#include <iterator>
#include <string_view>
#include <utility>

#include "analysis/explanation.h"
#include "analysis/words.h"
#include "report/documents.h"
#include "report/sentences.h"
#include "report/tables.h"

namespace bench {
namespace {

/// Section after section, with the drawings that belong to each.
class SectionWriter {
 public:
  SectionWriter(Document& document, std::vector<Drawing> drawings)
      : document_(document), drawings_(std::move(drawings)) {}

  void Add(const char* heading, Sentences sentences,
           std::initializer_list<std::string_view> pictures = {}) {
    if (sentences.empty()) return;
    document_.AddSection(heading, Paragraphs{std::move(sentences)});
    for (const std::string_view name : pictures) {
      const auto found = std::ranges::find(
          drawings_, name,
          [](const Drawing& drawing) { return drawing.picture.name; });
      if (found == drawings_.end()) continue;
      document_.Add(std::move(*found));
      drawings_.erase(found);
    }
  }

  /// Those that belong to none.
  void AddOtherDrawings() {
    for (Drawing& drawing : drawings_) document_.Add(std::move(drawing));
  }

 private:
  Document& document_;
  std::vector<Drawing> drawings_;
};

void AddFigures(const Analysis& analysis, const std::string& missing,
                Document& document) {
  document.Add(Heading{"The figures"});
  document.Add(NamedTable{StrategyTimesTable(analysis.strategies), "Times"});
  document.Add(Paragraphs{
      {"Until every uninstall has returned; settled: median until nothing was "
       "left."}});
  document.Add(Paragraphs{KeptSentences(analysis)});
  if (HasSomethingToSay(analysis)) {
    document.Add(NamedTable{ComparedStrategiesTable(analysis), "Comparisons"});
  }
  document.Add(Paragraphs{{missing}});
}

void AddSections(const Analysis& analysis, std::vector<Drawing> drawings,
                 Document& document) {
  const bool any = HasSomethingToSay(analysis);
  SectionWriter sections(document, std::move(drawings));
  if (any) sections.Add("What to choose", ChoiceSentences(analysis));
  sections.Add("What was asked", AskedSentences(analysis));
  sections.Add("What was done", DoneSentences(analysis));
  if (any) {
    sections.Add("What came out", CameOutSentences(analysis), {"comparison"});
    sections.Add("How sure it is", SureSentences(analysis), {"pairs"});
    sections.Add("What limits it", LimitSentences(analysis, Explain(analysis)),
                 {"timeline", "where-time-goes"});
    sections.Add("Threads or processes", ThreadsOrProcessesSentences(analysis));
  }
  sections.AddOtherDrawings();
  if (any) {
    document.AddSection("Before you rely on it", Remarks{Caveats(analysis)});
  }
}

}  // namespace

Document FullReport(const Analysis& analysis, std::vector<Drawing> drawings,
                    const std::string& missing,
                    std::span<const Analysis> others) {
  Document document;
  document.warnings = AlarmSentences(analysis, others);
  document.answer = AnswerSentence(analysis);
  document.subject = WhatWasMeasured(analysis.first());
  AddFigures(analysis, missing, document);
  AddSections(analysis, std::move(drawings), document);
  IndentedLines invalid;
  for (const Result& result : analysis.results) {
    std::ranges::move(InvalidTrialLines(result),
                      std::back_inserter(invalid.lines));
  }
  document.AddSection("What does not count", std::move(invalid));
  document.AddSection("Where it was measured",
                      NamedTable{EnvironmentTable(analysis), "Environment"});
  Commands commands = {RepeatCommands(analysis)};
  Paragraphs remarks = {RepeatRemarks(analysis)};
  for (const Analysis& other : others) {
    std::ranges::move(RepeatCommands(other),
                      std::back_inserter(commands.lines));
    std::ranges::move(RepeatRemarks(other), std::back_inserter(remarks.lines));
  }
  document.AddSection("How to repeat it", std::move(commands));
  document.Add(std::move(remarks));
  document.citation = Citation(analysis);
  return document;
}

}  // namespace bench
