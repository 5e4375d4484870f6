#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analysis/analysis.h"
#include "analysis/results_together.h"
#include "cli/commands/commands.h"
#include "cli/exit_status.h"
#include "cli/output/exports.h"
#include "cli/output/report_file.h"
#include "cli/output/run_output.h"
#include "cli/output/terminal.h"
#include "cli/result_files.h"
#include "cli/setup/criteria.h"
#include "process/subprocess_runner.h"
#include "threshold/judge_threshold.h"

namespace bench {

int AnalyzeCommand(const Options& options) {
  std::vector<Result> results = LoadResults(options.result_files, options);
  std::string unlike = CheckTogether(results, options.result_files, Sizes::kOne,
                                     options.allow_unlike);
  const Exports exports(options.exports, results.front().scenario.strategies);
  const std::optional<ReportFile> report = ReportBeside(options.report_file);
  CheckOutputs(AllOutputs(exports, report), options.result_files);
  Analysis analysis = Analyze(std::move(results));
  analysis.unlike = std::move(unlike);
  const std::vector<CheckResult> checks = JudgeThresholds(analysis);
  const auto status = MakeStatus(options);
  bool written = WriteAndPrint(analysis, checks, exports, "", options, *status);
  if (report) {
    SubprocessRunner runner;
    written = report->Write({&analysis, 1}, runner, *status) && written;
  }
  return Gravest(
      {HasSomethingToSay(analysis) && written ? kMeasured : kFailed,
       StatusOfChecks(checks, analysis.first().criteria.on_inconclusive,
                      *status)});
}

}  // namespace bench
