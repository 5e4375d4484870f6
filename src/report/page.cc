#include "report/page.h"

#include <fmt/format.h>

#include <string_view>
#include <vector>

#include "analysis/exploratory.h"
#include "analysis/what_was_measured.h"
#include "report/comparison_table.h"
#include "report/environment_table.h"
#include "report/html.h"
#include "report/invalid_trials.h"
#include "report/page_style.h"
#include "report/story.h"
#include "report/strategy_table.h"
#include "report/svg.h"

namespace bench {
namespace {

// Nothing may run and nothing be fetched, whatever a name holds.
constexpr const char* kPolicy =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; "
    "form-action 'none'";

std::string Items(const std::vector<std::string>& lines) {
  std::string html;
  for (const std::string& line : lines) {
    html += fmt::format("<li>{}</li>\n", HtmlText(line));
  }
  return html;
}

std::string Paragraphs(const std::vector<std::string>& sentences) {
  std::string html;
  for (const std::string& sentence : sentences) {
    html += fmt::format("<p>{}</p>\n", HtmlText(sentence));
  }
  return html;
}

const char* Class(const TextTable::Column& column) {
  return column.alignment == Alignment::kLeft ? " class=\"left\"" : "";
}

// `name` is read out by a screen reader. Without rows there is no table.
std::string Table(const TextTable& table, const std::string& name) {
  if (table.rows.empty()) return "";
  std::string html = fmt::format(
      "<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
      "aria-label=\"{0}\">\n<table aria-label=\"{0}\">\n<thead><tr>",
      HtmlText(name));
  for (const TextTable::Column& column : table.columns) {
    html += column.title.empty()
                ? fmt::format("<td{}></td>", Class(column))
                : fmt::format("<th scope=\"col\"{}>{}</th>", Class(column),
                              HtmlText(column.title));
  }
  html += "</tr></thead>\n<tbody>\n";
  for (const auto& row : table.rows) {
    html += "<tr>";
    for (std::size_t i = 0; i < row.size(); ++i) {
      html += fmt::format("<td{}>{}</td>", Class(table.columns[i]),
                          HtmlText(row[i]));
    }
    html += "</tr>\n";
  }
  return html + "</tbody>\n</table>\n</div>\n";
}

std::string Figure(const Drawing& drawing) {
  const Picture& picture = drawing.picture;
  std::string html =
      fmt::format("<h3>{}</h3>\n<figure>\n", HtmlText(picture.title));
  if (!drawing.svg.empty()) {
    html += fmt::format(
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
        "aria-label=\"{}\">\n{}\n</div>\n",
        HtmlText("Picture: " + picture.title),
        EmbeddedSvg(drawing.svg, picture));
    html +=
        fmt::format("<figcaption>{}</figcaption>\n", HtmlText(picture.caption));
  }
  html +=
      fmt::format("<details{}><summary>{} as a table</summary>\n{}",
                  drawing.svg.empty() ? " open" : "", HtmlText(picture.title),
                  Table(picture.table, picture.title));
  return html + "</details>\n</figure>\n";
}

std::string Section(std::string_view heading, const std::string& html) {
  if (html.empty()) return "";
  return fmt::format("<h2>{}</h2>\n{}", heading, html);
}

std::string Tables(const Analysis& analysis) {
  std::string html = Table(StrategyTable(analysis.strategies), "Times") +
                     "<p>Until every uninstall has returned; settled: median "
                     "until nothing was left.</p>\n";
  if (HasSomethingToSay(analysis)) {
    html += Table(ComparisonTable(analysis, ExploratoryComparisons(analysis)),
                  "Comparisons");
  }
  return html;
}

std::string InvalidTrials(const Analysis& analysis) {
  std::string lines;
  for (const Result& result : analysis.results) {
    for (const std::string& line : InvalidTrialLines(result)) {
      lines += HtmlText(line) + "\n";
    }
  }
  return lines.empty() ? "" : "<pre>" + lines + "</pre>\n";
}

std::string Commands(const Story& story) {
  std::string html = "<pre><code>";
  for (const std::string& command : story.commands) {
    html += HtmlText(command) + "\n";
  }
  return html + "</code></pre>\n";
}

std::string Head(const Story& story) {
  return fmt::format(
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, "
      "initial-scale=1\">\n<title>{}</title>\n<style>{}</style>\n</head>\n",
      kPolicy, HtmlText(story.title), kPageStyle);
}

}  // namespace

std::string Page(const FullReport& report) {
  const Analysis& analysis = report.analysis;
  const Story story = Tell(analysis, report.others);
  std::string html = Head(story) + "<body>\n<header>\n";
  if (!story.alarms.empty()) {
    html += "<ul class=\"alarms\">\n" + Items(story.alarms) + "</ul>\n";
  }
  html += fmt::format("<p class=\"title\">{}</p>\n<h1>{}</h1>\n</header>\n",
                      HtmlText(story.title), HtmlText(story.headline));
  html += "<main>\n" + Section("The figures", Tables(analysis));
  if (!report.missing.empty()) {
    html += fmt::format("<p>{}</p>\n", HtmlText(report.missing));
  }
  for (const Paragraph& paragraph : story.paragraphs) {
    html += Section(paragraph.heading, Paragraphs(paragraph.sentences));
    for (const Drawing* drawing : DrawingsOf(report, paragraph)) {
      html += Figure(*drawing);
    }
  }
  for (const Drawing* drawing : OtherDrawings(report, story)) {
    html += Figure(*drawing);
  }
  html += Section("Before you rely on it", Paragraphs(story.caveats)) +
          Section("What does not count", InvalidTrials(analysis)) +
          Section("Where it was measured",
                  Table(EnvironmentTable(analysis), "Environment")) +
          Section("How to repeat it", Commands(story));
  return html + fmt::format(
                    "</main>\n<footer>\n<p>To cite: {}</p>\n</footer>\n"
                    "</body>\n</html>\n",
                    HtmlText(story.citation));
}

}  // namespace bench
