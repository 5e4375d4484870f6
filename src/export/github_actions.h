#pragma once

#include <filesystem>
#include <span>
#include <string>

#include "analysis/analysis.h"
#include "threshold/check_result.h"

namespace bench {

/// What GitHub Actions is told of a run, in its own formats (Workflow commands
/// for GitHub Actions, docs.github.com).

/// Lines for stdout that stand at the job: an error for each threshold that
/// does not hold, a notice for each that is undecided.
std::string GithubAnnotations(std::span<const CheckResult> checks);

/// Lines for the file $GITHUB_OUTPUT: verdict (OverallVerdict); speedup,
/// speedup_low and speedup_high of the first planned comparison, as far as
/// there are any; report, the result's file.
std::string GithubOutputs(const Analysis& analysis,
                          std::span<const CheckResult> checks,
                          const std::filesystem::path& result);

}  // namespace bench
