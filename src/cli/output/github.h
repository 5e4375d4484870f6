#pragma once

#include <filesystem>
#include <span>

#include "analysis/analysis.h"
#include "status/status.h"
#include "threshold/check_result.h"

namespace bench {

/// Whether the program runs in GitHub Actions ($GITHUB_ACTIONS is "true").
bool InGithubActions();

/// Tells it what came out: annotations on stderr, the Markdown tables at the
/// end of $GITHUB_STEP_SUMMARY, and outputs at the end of $GITHUB_OUTPUT. Does
/// nothing elsewhere. What cannot be written is a warning.
void TellGithub(const Analysis& analysis, std::span<const CheckResult> checks,
                const std::filesystem::path& result, Status& status);

}  // namespace bench
