#include "report/post_markdown.h"

#include <fmt/format.h>

#include <vector>

#include "analysis/exploratory.h"
#include "analysis/what_was_measured.h"
#include "report/comparison_table.h"
#include "report/environment_table.h"
#include "report/invalid_trials.h"
#include "report/story.h"
#include "report/strategy_table.h"
#include "util/markdown.h"
#include "util/printable.h"

namespace bench {
namespace {

std::string Text(const std::string& text) {
  return MarkdownText(Printable(text));
}

// Only what is surely a part of a relative address stays as it is.
std::string Address(const std::string& file) {
  std::string address;
  for (const char c : file) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                       (c >= '0' && c <= '9') || c == '.' || c == '_' ||
                       c == '-';
    if (plain) {
      address += c;
    } else {
      address += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return address;
}

std::string Table(const TextTable& table) {
  if (table.rows.empty()) return "";
  std::string titles = "|";
  std::string rule = "|";
  for (const TextTable::Column& column : table.columns) {
    titles += fmt::format(" {} |", Text(column.title));
    rule += column.alignment == Alignment::kLeft ? ":---|" : "---:|";
  }
  std::string text = titles + "\n" + rule + "\n";
  for (const auto& row : table.rows) {
    text += "|";
    for (const std::string& cell : row)
      text += fmt::format(" {} |", Text(cell));
    text += "\n";
  }
  return text + "\n";
}

std::string Items(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += "* " + Text(line) + "\n";
  return text.empty() ? "" : text + "\n";
}

std::string Section(const std::string& heading, const std::string& text) {
  if (text.empty()) return "";
  return fmt::format("## {}\n\n{}", Text(heading), text);
}

std::string Sentences(const std::vector<std::string>& sentences) {
  std::string text;
  for (const std::string& sentence : sentences) text += Text(sentence) + "\n\n";
  return text;
}

// A block of code that no line of it can end.
std::string Code(const std::vector<std::string>& lines) {
  if (lines.empty()) return "";
  std::string text;
  for (const std::string& line : lines) text += "    " + Printable(line) + "\n";
  return text + "\n";
}

std::string Figure(const Drawing& drawing, const std::string& stem,
                   PictureFormat format) {
  const Picture& picture = drawing.picture;
  std::string text = fmt::format("### {}\n\n", Text(picture.title));
  if (!drawing.svg.empty()) {
    text += fmt::format("![{}]({})\n\n{}\n\n", Text(picture.alt),
                        Address(PictureFile(stem, picture.name, format)),
                        Text(picture.caption));
  }
  // HTML that GitHub and dev.to let through; a blank line begins Markdown.
  return text + fmt::format(
                    "<details><summary>{} as a table</summary>\n\n{}"
                    "</details>\n\n",
                    Text(picture.title), Table(picture.table));
}

std::vector<std::string> InvalidTrials(const Analysis& analysis) {
  std::vector<std::string> all;
  for (const Result& result : analysis.results) {
    for (std::string& line : InvalidTrialLines(result)) {
      all.push_back(std::move(line));
    }
  }
  return all;
}

}  // namespace

std::string PictureFile(const std::string& stem, const std::string& picture,
                        PictureFormat format) {
  return fmt::format("{}-{}.{}", stem, picture,
                     format == PictureFormat::kSvg ? "svg" : "png");
}

std::string PostMarkdown(const FullReport& report, const std::string& stem,
                         PictureFormat format) {
  const Analysis& analysis = report.analysis;
  const Story story = Tell(analysis, report.others);
  std::string text;
  for (const std::string& alarm : story.alarms) {
    text += fmt::format("> **{}**\n>\n", Text(alarm));
  }
  if (!text.empty()) text += "\n";
  text +=
      fmt::format("# {}\n\n{}\n\n", Text(story.headline), Text(story.title));
  text += "## The figures\n\n" + Table(StrategyTable(analysis.strategies)) +
          "Until every uninstall has returned; settled: median until nothing "
          "was left.\n\n";
  if (HasSomethingToSay(analysis)) {
    text += Table(ComparisonTable(analysis, ExploratoryComparisons(analysis)));
  }
  if (!report.missing.empty()) text += Text(report.missing) + "\n\n";
  for (const Paragraph& paragraph : story.paragraphs) {
    text += Section(paragraph.heading, Sentences(paragraph.sentences));
    for (const Drawing* drawing : DrawingsOf(report, paragraph)) {
      text += Figure(*drawing, stem, format);
    }
  }
  for (const Drawing* drawing : OtherDrawings(report, story)) {
    text += Figure(*drawing, stem, format);
  }
  text += Section("Before you rely on it", Items(story.caveats)) +
          Section("What does not count", Code(InvalidTrials(analysis))) +
          Section("Where it was measured", Table(EnvironmentTable(analysis))) +
          Section("How to repeat it", Code(story.commands));
  return text + fmt::format("To cite: {}\n", Text(story.citation));
}

}  // namespace bench
