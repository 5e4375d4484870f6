#pragma once

#include <filesystem>
#include <span>
#include <string>

#include "analysis/analysis.h"
#include "threshold/check_result.h"

namespace bench {

/// A result for other programs: one function a format. Each returns the bytes
/// of a file. Most formats have no place for thresholds: then `checks` are not
/// in it.

/// As hyperfine's --export-json writes it (v1.20), for everything that reads
/// that: its plotting scripts, bencher's shell_hyperfine. One result for each
/// strategy of which a trial counts; seconds, in the order in which they ran.
/// Keys of our own begin with "x_", and x_bench has what hyperfine has no place
/// for: environment, design, comparisons, thresholds, verdict. (hyperfine.cc)
std::string ExportHyperfine(const Analysis& analysis,
                            std::span<const CheckResult> checks);

/// For a pull request or $GITHUB_STEP_SUMMARY: hyperfine's table, the
/// comparisons, the thresholds, and why a trial did not count.
/// (markdown_tables.cc)
std::string ExportMarkdown(const Analysis& analysis,
                           std::span<const CheckResult> checks);

/// RFC 4180: a header, then one row for each trial that was run, whether it
/// counts or not; seconds, bytes, shares of 1; an unknown value is an empty
/// cell. (csv.cc)
std::string ExportCsv(const Analysis& analysis,
                      std::span<const CheckResult> checks);

/// One cell of text. Quoted where it has to be. A spreadsheet would run a text
/// that begins like a formula; it is given an apostrophe first, which makes it
/// a text there. (csv.cc)
std::string CsvText(const std::string& text);

/// JUnit XML, for CI systems: a test case for each threshold, and one for each
/// strategy, which fails when one of its trials failed or left another end
/// state behind. An undecided threshold is skipped, or fails with
/// --on-inconclusive fail; a strategy of which no trial counts, though none
/// failed, is skipped. (junit.cc)
std::string ExportJunit(const Analysis& analysis,
                        std::span<const CheckResult> checks);

/// As Google Benchmark writes --benchmark_format=json, for its compare.py and
/// bencher's cpp_google: one iteration for each trial that counts, then the
/// aggregates; milliseconds. A strategy's name is the last part of its entries'
/// names, so that `compare.py filters FILE sequential thread-pool@5` pairs
/// them. (google_benchmark.cc)
std::string ExportBenchmark(const Analysis& analysis,
                            std::span<const CheckResult> checks);

/// The Go benchmark format, for benchstat: one line for each trial that counts,
/// so `benchstat -col /strategy FILE` compares them. (gobench.cc)
std::string ExportGobench(const Analysis& analysis,
                          std::span<const CheckResult> checks);

/// For github-action-benchmark, tool customSmallerIsBetter: one entry for each
/// strategy of which a trial counts, its median in milliseconds. (histories.cc)
std::string ExportGithub(const Analysis& analysis,
                         std::span<const CheckResult> checks);

/// For its tool customBiggerIsBetter: the speedup of each planned comparison
/// that has a ratio. (histories.cc)
std::string ExportGithubSpeedup(const Analysis& analysis,
                                std::span<const CheckResult> checks);

/// Bencher Metric Format: for each strategy of which a trial counts its latency
/// and how long it took to settle, nanoseconds; the median between the least
/// and the most. A name is all the text there is, so what is not real stands in
/// it, and has a history of its own. (histories.cc)
std::string ExportBmf(const Analysis& analysis,
                      std::span<const CheckResult> checks);

/// What GitHub Actions is told of a run, in its own formats (Workflow commands
/// for GitHub Actions, docs.github.com): lines for stdout that stand at the
/// job, an error for each threshold that does not hold, a notice for each that
/// is undecided. (github_actions.cc)
std::string GithubAnnotations(std::span<const CheckResult> checks);

/// Lines for the file $GITHUB_OUTPUT: verdict (OverallVerdict); speedup,
/// speedup_low and speedup_high of the first planned comparison, as far as
/// there are any; report, the result's file.
/// (github_actions.cc)
std::string GithubOutputs(const Analysis& analysis,
                          std::span<const CheckResult> checks,
                          const std::filesystem::path& result);

}  // namespace bench
