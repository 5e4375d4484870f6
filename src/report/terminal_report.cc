#include "report/terminal_report.h"

#include <sstream>
#include <vector>

#include "report/printable.h"
#include "report/story.h"
#include "report/table.h"

namespace bench {

std::string TerminalReport(const Analysis& analysis) {
  const Story story = Tell(analysis);
  std::vector<std::string> lines = story.alarms;
  lines.push_back(story.headline);
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
