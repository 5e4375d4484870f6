#include "report/checks_table.h"

namespace bench {

TextTable ChecksTable(std::span<const CheckResult> checks) {
  TextTable table = {{{"threshold", Alignment::kLeft},
                      {"outcome", Alignment::kLeft},
                      {"measured", Alignment::kLeft}},
                     {}};
  for (const CheckResult& check : checks) {
    table.rows.push_back(
        {check.name, OutcomeName(check.outcome), check.detail});
  }
  return table;
}

}  // namespace bench
