#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "model/result.h"

namespace bench {

/// What a result is to be held against, as far as the command line says; its
/// thresholds are not yet understood.
struct AskedCriteria {
  std::optional<double> same;
  std::optional<double> tolerance;
  std::optional<OnInconclusive> on_inconclusive;
  std::vector<std::string> thresholds;
};

struct Options;

/// Does what the command line asks for, and returns the exit status
/// (exit_status.h). Throws Error for what is refused before anything is
/// touched, RunError afterwards.
using Action = int (*)(const Options& options);

/// The command line, filled in once. Names are not looked up here: whether a
/// scenario, strategy or cluster exists is for those who know them.
struct Options {
  Action action = nullptr;  // of cli/commands

  std::string scenario;  // name or path
  std::string cluster = "auto";
  std::string latency;  // of a simulated cluster: name or path of a profile
  std::string limits;   // of a kwok cluster: on, off; empty: off
  std::vector<std::string> strategies;  // NAME[@WORKERS]; empty: scenario's
  std::optional<int> workers;
  std::optional<int> runs;
  std::optional<int> max_runs;
  int warm_up = 1;
  std::optional<std::uint64_t> seed;
  std::string helm;  // path or name; empty: helm on PATH
  std::filesystem::path results;
  bool cold_cache = false;
  /// The same strategy under two names, and how much the second one is slowed
  /// down: .25 is a quarter. What proves a gate.
  bool against_itself = false;
  std::optional<double> slowdown;
  AskedCriteria criteria;
  double max_busy = 0.5;            // 0 to 1
  double max_stolen = 0.1;          // 0 to 1
  std::optional<double> timeout_s;  // of the whole run

  std::vector<std::filesystem::path> result_files;  // of analyze, report
  std::filesystem::path report_file;  // empty: none, of report stdout
  std::string report_format;          // html, md, terminal; empty: by its name
  bool png = false;                   // pictures of a report, beside it
  /// --export-json, say, and its FILE.
  std::map<std::string, std::string> exports;
  std::filesystem::path old_result;  // that compare holds new_result against
  std::filesystem::path new_result;
  /// Why unlike environments are compared or taken together; empty: they are
  /// not.
  std::string allow_unlike;

  std::string request;  // of run-strategy; empty: only which protocol

  std::string color = "auto";  // auto, always, never
  bool quiet = false;
};

/// Reads the command line. Empty after --help or --version, which it has
/// answered on `out`. Throws Error for what it does not understand, and for an
/// option of a run that the subcommand would not heed: such an option may stand
/// before the subcommand or behind it.
std::optional<Options> ParseOptions(int argc, const char* const* argv,
                                    std::ostream& out);

}  // namespace bench
