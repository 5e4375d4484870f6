#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "report/page_style.h"
#include "report/render.h"
#include "report/svg.h"
#include "util/printable.h"

namespace bench {
namespace {

// Nothing may run and nothing be fetched, whatever a name holds.
constexpr const char* kPolicy =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; "
    "form-action 'none'";

using Entity = std::pair<char, const char*>;
constexpr Entity kEntities[] = {{'&', "&amp;"},
                                {'<', "&lt;"},
                                {'>', "&gt;"},
                                {'"', "&quot;"},
                                {'\'', "&#39;"}};

// Each line between `before` and `after`.
std::string HtmlLines(const char* before, const std::vector<std::string>& lines,
                      const char* after) {
  std::string html;
  for (const std::string& line : lines) html += before + HtmlText(line) + after;
  return html;
}

const char* HtmlClass(const TextTable::Column& column) {
  return column.alignment == Alignment::kLeft ? " class=\"left\"" : "";
}

// What scrolls by itself where it is wider than the screen. `name` is read out
// by a screen reader.
std::string HtmlScroll(const std::string& name, const std::string& content) {
  return fmt::format(
      "<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
      "aria-label=\"{}\">\n{}\n</div>\n",
      HtmlText(name), content);
}

std::string HtmlTable(const TextTable& table, const std::string& name) {
  if (table.rows.empty()) return "";
  std::string html =
      fmt::format("<table aria-label=\"{}\">\n<thead><tr>", HtmlText(name));
  for (const TextTable::Column& column : table.columns) {
    html += column.title.empty()
                ? fmt::format("<td{}></td>", HtmlClass(column))
                : fmt::format("<th scope=\"col\"{}>{}</th>", HtmlClass(column),
                              HtmlText(column.title));
  }
  html += "</tr></thead>\n<tbody>\n";
  for (const auto& row : table.rows) {
    html += "<tr>";
    for (std::size_t i = 0; i < row.size(); ++i) {
      html += fmt::format("<td{}>{}</td>", HtmlClass(table.columns[i]),
                          HtmlText(row[i]));
    }
    html += "</tr>\n";
  }
  return HtmlScroll(name, html + "</tbody>\n</table>");
}

std::string HtmlOf(const Heading& heading) {
  if (heading.words.empty()) return "";
  return fmt::format("<h2>{}</h2>\n", HtmlText(heading.words));
}

std::string HtmlOf(const Paragraphs& paragraphs) {
  return HtmlLines("<p>", paragraphs.lines, "</p>\n");
}

std::string HtmlOf(const Remarks& remarks) {
  return HtmlLines("<p>", remarks.lines, "</p>\n");
}

std::string HtmlOf(const IndentedLines& indented) {
  return "<pre>" + HtmlLines("", indented.lines, "\n") + "</pre>\n";
}

std::string HtmlOf(const Commands& commands) {
  return "<pre><code>" + HtmlLines("", commands.lines, "\n") +
         "</code></pre>\n";
}

std::string HtmlOf(const NamedTable& table) {
  return HtmlTable(table.table, table.name);
}

std::string HtmlOf(const Drawing& drawing) {
  const Picture& picture = drawing.picture;
  const std::string title = HtmlText(picture.title);
  std::string html = fmt::format("<h3>{}</h3>\n<figure>\n", title);
  if (!drawing.svg.empty()) {
    html +=
        HtmlScroll("Picture: " + picture.title,
                   EmbeddedSvg(drawing.svg, picture)) +
        fmt::format("<figcaption>{}</figcaption>\n", HtmlText(picture.caption));
  }
  return html + fmt::format(
                    "<details{}><summary>{} as a table</summary>\n{}"
                    "</details>\n</figure>\n",
                    drawing.svg.empty() ? " open" : "", title,
                    HtmlTable(picture.table, picture.title));
}

std::string HtmlHead(const Document& document) {
  return fmt::format(
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, "
      "initial-scale=1\">\n<title>{}</title>\n<style>{}</style>\n</head>\n",
      kPolicy, HtmlText(document.subject), kPageStyle);
}

}  // namespace

std::string RenderHtml(const Document& document) {
  std::string html = HtmlHead(document) + "<body>\n<header>\n";
  if (!document.warnings.empty()) {
    html += "<ul class=\"alarms\">\n" +
            HtmlLines("<li>", document.warnings, "</li>\n") + "</ul>\n";
  }
  html +=
      fmt::format("<p class=\"title\">{}</p>\n<h1>{}</h1>\n</header>\n<main>\n",
                  HtmlText(document.subject), HtmlText(document.answer));
  for (const Block& block : document.blocks) {
    html += std::visit([](const auto& one) { return HtmlOf(one); }, block);
  }
  return html + fmt::format(
                    "</main>\n<footer>\n<p>To cite: {}</p>\n</footer>\n"
                    "</body>\n</html>\n",
                    HtmlText(document.citation));
}

std::string HtmlText(const std::string& text) {
  std::string escaped;
  for (const char c : Printable(text)) {
    const auto* const entity = std::ranges::find(kEntities, c, &Entity::first);
    if (entity == std::end(kEntities)) {
      escaped += c;
    } else {
      escaped += entity->second;
    }
  }
  return escaped;
}

}  // namespace bench
