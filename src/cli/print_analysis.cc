#include "cli/print_analysis.h"

#include <fmt/format.h>

#include "cli/terminal.h"
#include "report/judge_threshold.h"
#include "report/table.h"

namespace bench {

void PrintAnalysis(const Analysis& analysis,
                   std::span<const CheckResult> checks, const Options& options,
                   std::FILE* out) {
  const bool color = UseColor(options, fileno(out));
  fmt::print(out, "{}",
             FormatTable(analysis, color ? Color::kYes : Color::kNo));
  if (!checks.empty()) {
    fmt::print(out, "\n{}", FormatChecks({checks.begin(), checks.end()}));
  }
}

}  // namespace bench
