#include "cli/print_analysis.h"

#include <fmt/format.h>

#include "cli/terminal.h"
#include "report/table.h"

namespace bench {

void PrintAnalysis(const Analysis& analysis, const Options& options,
                   std::FILE* out) {
  const bool color = UseColor(options, fileno(out));
  fmt::print(out, "{}",
             FormatTable(analysis, color ? Color::kYes : Color::kNo));
}

}  // namespace bench
