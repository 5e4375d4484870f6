#include "report/terminal_report.h"

#include <fmt/ranges.h>

#include <sstream>
#include <vector>

#include "report/headline.h"
#include "report/printable.h"
#include "report/story.h"
#include "report/table.h"

namespace bench {
namespace {

// Nothing is dropped without a word.
std::string OnlyOfOneSize(const Analysis& analysis,
                          std::span<const Analysis> others) {
  std::vector<std::string> sizes;
  sizes.reserve(others.size());
  for (const Analysis& other : others) {
    sizes.push_back(SizeWords(other.first().scenario));
  }
  return fmt::format(
      "All figures here are of {}; those of {} are in a page or a post of the "
      "same results (./bench report RESULT… -o report.html).",
      SizeWords(analysis.first().scenario), fmt::join(sizes, " and of "));
}

}  // namespace

std::string TerminalReport(const Analysis& analysis,
                           std::span<const Analysis> others) {
  const Story story = Tell(analysis, others);
  std::vector<std::string> lines = story.alarms;
  lines.push_back(story.headline);
  if (!others.empty()) lines.push_back(OnlyOfOneSize(analysis, others));
  lines.emplace_back();
  std::istringstream table(FormatTable(analysis, Color::kNo));
  for (std::string line; std::getline(table, line);) lines.push_back(line);
  lines.emplace_back();
  lines.emplace_back("To repeat it:");
  for (const std::string& command : story.commands) {
    lines.push_back("  " + command);
  }
  std::string text;
  for (const std::string& line : lines) text += Printable(line) + "\n";
  return text;
}

}  // namespace bench
