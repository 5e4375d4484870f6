#include "cli/print_analysis.h"

#include <fmt/format.h>
#include <unistd.h>

#include "cli/terminal.h"
#include "report/table.h"

namespace bench {

void PrintAnalysis(const Analysis& analysis, const Options& options) {
  const bool color = UseColor(options, STDOUT_FILENO);
  fmt::print("{}", FormatTable(analysis, color ? Color::kYes : Color::kNo));
}

}  // namespace bench
