#include <algorithm>
#include <cstdio>
#include <utility>
#include <vector>

#include "analysis/results_together.h"
#include "analysis/words.h"
#include "cli/commands/commands.h"
#include "cli/exit_status.h"
#include "cli/output/report_file.h"
#include "cli/output/terminal.h"
#include "cli/result_files.h"
#include "cli/setup/criteria.h"
#include "cli/setup/places.h"
#include "process/subprocess_runner.h"
#include "report/tables.h"
#include "report/text_table.h"
#include "threshold/judge_threshold.h"

namespace bench {
namespace {

// Says what became of the thresholds, of every size; what they make of the exit
// status.
int Judged(const std::vector<Analysis>& analyses, std::FILE* out,
           Status& status) {
  int gravest = kMeasured;
  std::string text;
  for (const Analysis& analysis : analyses) {
    const std::vector<CheckResult> checks = JudgeThresholds(analysis);
    if (checks.empty()) continue;
    if (analyses.size() > 1) {
      text += SizeWords(analysis.first().scenario) + ":\n";
    }
    text += FormatLines(ChecksTable(checks));
    gravest =
        Gravest({gravest, StatusOfChecks(
                              checks, analysis.first().criteria.on_inconclusive,
                              status)});
  }
  return Gravest({gravest, Deliver(out, text, status) ? kMeasured : kFailed});
}

}  // namespace

int ReportCommand(const Options& options) {
  const auto status = MakeStatus(options);
  const ReportFile report(
      options.report_file.empty() ? "-" : options.report_file,
      options.report_format, options.png);
  std::vector<std::filesystem::path> files = options.result_files;
  if (files.empty()) {
    files.push_back(NewestResult(ResultsFolder(options.results)));
    status->Say(fmt::format("the newest result: {}", files.front().string()));
  }
  CheckOutputs(report.outputs(), files);
  std::vector<Result> results = LoadResults(files, options);
  const std::string unlike =
      CheckTogether(results, files, Sizes::kSeveral, options.allow_unlike);
  std::vector<Analysis> analyses = AnalyzeBySize(std::move(results));
  for (Analysis& analysis : analyses) analysis.unlike = unlike;
  SubprocessRunner runner;
  const bool written = report.Write(analyses, runner, *status);
  return Gravest(
      {written && std::ranges::all_of(analyses, HasSomethingToSay) ? kMeasured
                                                                   : kFailed,
       Judged(analyses, report.to_stdout() ? stderr : stdout, *status)});
}

}  // namespace bench
