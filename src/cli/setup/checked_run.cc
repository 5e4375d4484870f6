#include "cli/setup/checked_run.h"

#include <utility>

#include "cli/setup/criteria.h"
#include "cli/setup/places.h"
#include "cli/setup/scenario.h"
#include "runner/journal.h"

namespace bench {

CheckedRun CheckRun(const Options& options) {
  Scenario scenario = ChosenScenario(options);
  Plan plan = MakePlan(scenario, options);
  Exports exports(options.exports, scenario.strategies);
  Criteria criteria = ChosenCriteria(options, scenario);
  std::optional<ReportFile> report = ReportBeside(options.report_file);
  CheckOutputs(AllOutputs(exports, report),
               {options.scenario, options.latency});
  std::filesystem::path results = ResultsFolder(options.results);
  CheckResultsFolder(results);
  return {std::move(scenario), std::move(plan),   std::move(criteria),
          std::move(exports),  std::move(report), std::move(results)};
}

}  // namespace bench
