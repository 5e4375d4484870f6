#include "report/terminal_report.h"

#include <fmt/ranges.h>

#include <string>
#include <vector>

#include "analysis/what_was_measured.h"
#include "report/story.h"
#include "report/table.h"
#include "util/printable.h"

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
  std::string text;
  for (const std::string& alarm : story.alarms) text += Printable(alarm) + "\n";
  text += Printable(story.headline) + "\n";
  if (!others.empty()) text += OnlyOfOneSize(analysis, others) + "\n";
  text += "\n" + FormatTable(analysis, Color::kNo) + "\nTo repeat it:\n";
  for (const std::string& command : story.commands) {
    text += "  " + Printable(command) + "\n";
  }
  return text;
}

}  // namespace bench
