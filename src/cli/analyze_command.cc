#include "cli/analyze_command.h"

#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "cli/exit_status.h"
#include "cli/print_analysis.h"
#include "report/analysis.h"
#include "report/table.h"
#include "util/error.h"

namespace bench {
namespace {

// Here, where the names of the files are known.
void CheckTogether(const std::vector<Result>& results,
                   const std::vector<std::filesystem::path>& files) {
  for (std::size_t i = 1; i < results.size(); ++i) {
    for (std::size_t earlier = 0; earlier < i; ++earlier) {
      const std::string why = WhyNotTogether(results[earlier], results[i]);
      if (why.empty()) continue;
      throw Error("{} cannot be taken together with {}: {}", files[i].string(),
                  files[earlier].string(), why);
    }
  }
}

}  // namespace

int AnalyzeCommand(const Options& options) {
  std::vector<Result> results;
  for (const std::filesystem::path& file : options.result_files) {
    results.push_back(LoadResult(file));
  }
  CheckTogether(results, options.result_files);
  const Analysis analysis = Analyze(std::move(results));
  PrintAnalysis(analysis, options, stdout);
  return HasWholeBlock(analysis) ? kMeasured : kFailed;
}

}  // namespace bench
