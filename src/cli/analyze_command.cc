#include "cli/analyze_command.h"

#include <cstdio>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/criteria.h"
#include "cli/exit_status.h"
#include "cli/exports.h"
#include "cli/print_analysis.h"
#include "cli/report_file.h"
#include "cli/result_files.h"
#include "cli/terminal.h"
#include "process/subprocess_runner.h"
#include "report/analysis.h"
#include "report/judge_threshold.h"
#include "report/table.h"

namespace bench {
namespace {

// Here, where the names of the files are known.
void CheckTogether(const std::vector<Result>& results,
                   const std::vector<std::filesystem::path>& files) {
  for (std::size_t i = 1; i < results.size(); ++i) {
    for (std::size_t earlier = 0; earlier < i; ++earlier) {
      const std::string why = WhyNotTogether(results[earlier], results[i]);
      if (why.empty()) continue;
      throw NotTogether(files[i], files[earlier], why);
    }
  }
}

}  // namespace

int AnalyzeCommand(const Options& options) {
  std::vector<Result> results = LoadResults(options.result_files);
  for (Result& result : results) {
    result.criteria = ChosenCriteria(options, result.scenario, result.criteria);
  }
  CheckTogether(results, options.result_files);
  const Exports exports(options.exports, results.front().scenario.strategies);
  const std::optional<ReportFile> report = ReportBeside(options.report_file);
  const Analysis analysis = Analyze(std::move(results));
  const std::vector<CheckResult> checks = JudgeThresholds(analysis);
  PrintAnalysis(analysis, checks, options,
                exports.to_stdout() ? stderr : stdout);
  const auto status = MakeStatus(options);
  bool written = true;
  for (const std::string& complaint : exports.Write(analysis, checks)) {
    status->Warn(complaint);
    written = false;
  }
  if (report) {
    SubprocessRunner runner;
    written = report->Write({&analysis, 1}, runner, *status) && written;
  }
  return Gravest(
      {HasWholeBlock(analysis) && written ? kMeasured : kFailed,
       StatusOfChecks(checks, analysis.first().criteria.on_inconclusive,
                      *status)});
}

}  // namespace bench
