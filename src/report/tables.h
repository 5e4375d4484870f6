#pragma once

#include <span>
#include <vector>

#include "analysis/analysis.h"
#include "analysis/explanation.h"
#include "report/text_table.h"
#include "threshold/check_result.h"

namespace bench {

/// The tables of reports. Those of pictures stand with these.

/// One row a strategy, as readers of hyperfine know it, and how often it
/// failed. Descriptive: it claims nothing.
TextTable StrategyTimesTable(const std::vector<StrategySummary>& strategies);

/// The planned comparisons, those of `settled` where they are a question of
/// their own, then the exploratory ones, which have no verdict.
/// No rows for a single strategy.
TextTable ComparedStrategiesTable(const Analysis& analysis);

/// Where the time went: two rows a strategy, all its releases added up, and its
/// critical path. "-" where something is not known. No rows when nothing is
/// known of any strategy.
TextTable WhereTimeWentTable(const std::vector<Explanation>& explanations);

/// How well each strategy makes use of its workers, a row each.
TextTable UseOfWorkersTable(const std::vector<Explanation>& explanations);

/// The machine, the cluster, the programs (the variants' own too) and the
/// design, a row each. Where results differ, all their values; what is not
/// known is left out. (environment_table.cc)
TextTable EnvironmentTable(const Analysis& analysis);

/// One row a threshold, and what became of it.
TextTable ChecksTable(std::span<const CheckResult> checks);

}  // namespace bench
