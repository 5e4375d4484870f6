#include "cli/report_command.h"

#include <fmt/format.h>

#include <vector>

#include "cli/exit_status.h"
#include "cli/places.h"
#include "cli/report_file.h"
#include "cli/result_files.h"
#include "cli/terminal.h"
#include "process/subprocess_runner.h"
#include "report/table.h"

namespace bench {

int ReportCommand(const Options& options) {
  const auto status = MakeStatus(options);
  const ReportFile report(
      options.report_file.empty() ? "-" : options.report_file,
      options.report_format, options.png);
  std::vector<std::filesystem::path> files = options.result_files;
  if (files.empty()) {
    files.push_back(NewestResult(options.results.empty() ? ResultsFolder()
                                                         : options.results));
    status->Say(fmt::format("the newest result: {}", files.front().string()));
  }
  const std::vector<Analysis> analyses =
      AnalyzeBySize(LoadResults(files), files);
  SubprocessRunner runner;
  const bool written = report.Write(analyses, runner, *status);
  return written && HasSomethingToSay(analyses.front()) ? kMeasured : kFailed;
}

}  // namespace bench
