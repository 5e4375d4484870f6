#include "report/comparison_table.h"

#include <fmt/format.h>

#include "analysis/verdicts.h"
#include "util/format.h"

namespace bench {
namespace {

// It is never 0, however small.
std::string PWords(double p) {
  return p < 0.0001 ? "< 0.0001" : fmt::format("{:.2g}", p);
}

std::vector<std::string> MakeRow(const Comparison& comparison, double same) {
  const auto ratio = comparison.ratio();
  const auto interval = comparison.interval();
  return {comparison.planned ? comparison.of.Label()
                             : fmt::format("{} with {}", comparison.of.Label(),
                                           comparison.to.Label()),
          ratio ? fmt::format("{:.2f}", *ratio) : "-",
          interval ? IntervalWords(*interval) : "-",
          Basis(comparison),
          interval && comparison.planned ? PWords(comparison.holm_p) : "-",
          comparison.planned ? VerdictWords(comparison.verdict, same)
                             : "(exploratory)"};
}

}  // namespace

TextTable ComparisonTable(const Analysis& analysis,
                          const std::vector<Comparison>& exploratory) {
  TextTable table;
  if (analysis.comparisons.empty()) return table;
  table.columns = {{"compared with " + analysis.comparisons.front().to.Label(),
                    Alignment::kLeft},
                   {"ratio"},
                   {fmt::format("{:g} % interval", analysis.level * 100)},
                   {"from"},
                   {"p (Holm)"},
                   {"verdict", Alignment::kLeft}};
  for (const auto* comparisons : {&analysis.comparisons, &exploratory}) {
    for (const Comparison& comparison : *comparisons) {
      table.rows.push_back(MakeRow(comparison, analysis.first().criteria.same));
    }
  }
  return table;
}

std::string IntervalWords(const RatioInterval& interval) {
  return fmt::format("{:.2f} – {:.2f}", interval.low, interval.high);
}

}  // namespace bench
