#include <cstdio>
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
#include "cli/output/terminal.h"
#include "cli/result_files.h"
#include "cli/setup/criteria.h"
#include "process/subprocess_runner.h"
#include "report/documents.h"
#include "report/render.h"
#include "threshold/judge_threshold.h"

namespace bench {

int AnalyzeCommand(const Options& options) {
  std::vector<Result> results = LoadResults(options.result_files);
  for (Result& result : results) {
    result.criteria = ChosenCriteria(options, result.scenario, result.criteria);
  }
  std::string unlike = CheckTogether(results, options.result_files, Sizes::kOne,
                                     options.allow_unlike);
  const Exports exports(options.exports, results.front().scenario.strategies);
  const std::optional<ReportFile> report = ReportBeside(options.report_file);
  CheckOutputs(AllOutputs(exports, report), options.result_files);
  Analysis analysis = Analyze(std::move(results));
  analysis.unlike = std::move(unlike);
  const std::vector<CheckResult> checks = JudgeThresholds(analysis);
  const auto status = MakeStatus(options);
  std::FILE* const out = exports.to_stdout() ? stderr : stdout;
  const std::string text =
      RenderTerminal(ShortReport(analysis, checks),
                     UseColor(options, fileno(out)) ? Color::kYes : Color::kNo);
  bool written = Deliver(out, text, *status);
  for (const std::string& complaint : exports.Write(analysis, checks)) {
    status->Warn(complaint);
    written = false;
  }
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
