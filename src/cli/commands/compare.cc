#include <fmt/format.h>

#include <cstdio>
#include <utility>

#include "analysis/analysis.h"
#include "analysis/result_comparison.h"
#include "cli/commands/commands.h"
#include "cli/exit_status.h"
#include "cli/output/terminal.h"
#include "cli/setup/criteria.h"
#include "model/result.h"
#include "report/documents.h"
#include "report/render.h"
#include "report/tables.h"
#include "threshold/judge_threshold.h"
#include "util/error.h"

namespace bench {
namespace {

ResultComparison LoadBoth(const Options& options) {
  Result before = LoadResult(options.old_result);
  Result after = LoadResult(options.new_result);
  if (SameRun(before, after)) {
    throw Error(
        "{} and {} are of the same run, which cannot differ from itself: name "
        "the results of two runs",
        options.old_result.string(), options.new_result.string());
  }
  return CompareResults(std::move(before), std::move(after));
}

}  // namespace

int CompareCommand(const Options& options) {
  const std::string& reason = options.allow_unlike;
  const ResultComparison comparison = LoadBoth(options);
  const bool unlike = MustNotCompare(comparison.unlike);
  const bool refused = unlike && reason.empty();
  const std::vector<CheckResult> checks =
      JudgeThresholds(options.criteria.thresholds, comparison, refused);

  Document document = refused
                          ? RefusedComparison(comparison)
                          : ComparedResults(comparison, unlike ? reason : "");
  document.Add(NamedTable{ChecksTable(checks)});
  const auto status = MakeStatus(options);
  const bool delivered = Deliver(stdout, RenderTerminal(document), *status);
  if (refused) {
    status->Warn(fmt::format(
        "{} and {} were measured in unlike environments; --allow-unlike "
        "\"REASON\" compares them all the same",
        options.old_result.string(), options.new_result.string()));
  }
  return Gravest(
      {StatusOfChecks(
           checks,
           options.criteria.on_inconclusive.value_or(OnInconclusive::kWarn),
           *status),
       refused ? kUnlike : kMeasured, delivered ? kMeasured : kFailed});
}

}  // namespace bench
