#pragma once

#include <span>
#include <string>

#include "analysis/analysis.h"
#include "cli/options.h"
#include "cli/output/exports.h"
#include "runner/journal.h"
#include "status/status.h"
#include "threshold/check_result.h"

namespace bench {

/// What to do about objects that a run could not remove. `cluster` as --cluster
/// takes it. Without it, clean looks only at clusters of ours, so a context has
/// to be named.
std::string HowToClean(const std::string& cluster);

/// Says, before anything is touched, what is going to happen and how long about
/// it will take. `result` has no trials yet.
void Announce(const Result& result, Status& status);

/// Writes the exports, and prints the table and what became of the thresholds,
/// then `where`: on stdout, or on stderr when an export has that. True when all
/// could be written.
bool WriteAndPrint(const Analysis& analysis,
                   std::span<const CheckResult> checks, const Exports& exports,
                   const std::string& where, const Options& options,
                   Status& status);

/// Saves what was measured, the one result of `analysis`, then as
/// WriteAndPrint.
bool SaveAndPrint(const Analysis& analysis, std::span<const CheckResult> checks,
                  const Exports& exports, Journal& journal,
                  const Options& options, Status& status);

}  // namespace bench
