#include "report/terminal_report.h"

#include <string>

#include "report/printable.h"
#include "report/story.h"
#include "report/table.h"

namespace bench {

std::string TerminalReport(const Analysis& analysis) {
  const Story story = Tell(analysis);
  std::string text;
  for (const std::string& alarm : story.alarms) text += Printable(alarm) + "\n";
  text += Printable(story.headline) + "\n\n" +
          FormatTable(analysis, Color::kNo) + "\nTo repeat it:\n";
  for (const std::string& command : story.commands) {
    text += "  " + Printable(command) + "\n";
  }
  return text;
}

}  // namespace bench
