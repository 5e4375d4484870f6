#include "cli/output/print_analysis.h"

#include "cli/output/terminal.h"
#include "report/checks_table.h"
#include "report/table.h"
#include "report/text_table.h"
#include "threshold/judge_threshold.h"

namespace bench {

std::string FormatAnalysis(const Analysis& analysis,
                           std::span<const CheckResult> checks,
                           const Options& options, std::FILE* out) {
  const bool color = UseColor(options, fileno(out));
  std::string text = FormatTable(analysis, color ? Color::kYes : Color::kNo);
  if (!checks.empty()) {
    text += "\n" + FormatLines(ChecksTable(checks));
  }
  return text;
}

}  // namespace bench
