#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/scenario.h"
#include "model/trial.h"

namespace bench {

/// The version of the file format, apart from the program's version.
inline constexpr int kResultSchema = 6;
/// The oldest that is still read.
inline constexpr int kOldestResultSchema = 1;

struct ClusterInfo {
  std::string kind;  // kwok, minikube, context, simulated
  std::string name;
  std::string server_version;  // as the API server says: v1.36.3
  int nodes = 0;
  /// That of its kube-system namespace: tells one boot (session) from another.
  /// Empty in results of schema 1.
  std::string uid;
  /// How much there is for helm to look through: custom resource definitions,
  /// and releases besides ours. Empty: unknown.
  std::optional<int> definitions;
  std::optional<int> other_releases;
  /// The latency profile of a simulated one, by whatever kind it was reached.
  /// Empty: it is real.
  std::string latency;
  /// The file of that profile, where it is none of ours and was named.
  std::string latency_file;
  /// Of a kwok cluster: "on", as Kubernetes has them, and the user is one like
  /// others; "off": the API server gives no seats and no 429, and controllers
  /// ask as often as they like. Empty: as whoever made the cluster has them.
  std::string limits;
  /// Of a minikube profile: its version, driver, container runtime, processors,
  /// memory. Empty for all others, and before schema 5.
  std::map<std::string, std::string> settings;

  bool simulated() const { return !latency.empty(); }
};

struct HelmInfo {
  std::string path;
  std::string version;    // v3.22.0
  bool stand_in = false;  // a program of ours in its place
  /// By its path, with --helm; else it is the first one on PATH, or ours.
  bool named = false;
};

/// What a report calls a program: "python" for "python3".
std::string ProgramTitle(std::string_view program);

/// The machine and the settings that a time depends on.
struct Environment {
  /// Tells it from other machines, as far as it is known (runner/machine_id.h).
  std::string machine;
  std::string cpu_model;  // empty: unknown
  int cpus = 0;           // that this process may use
  /// What a control group allows, in processors; empty: no limit.
  std::optional<double> cpu_quota;
  std::string governor;  // of the first CPU's frequency; empty: unknown
  std::int64_t memory_bytes = 0;
  std::string kernel;
  std::string os;
  double load_average = 0;  // 1 minute, when the run began
  HelmInfo helm;
  /// By label, of the variants that have a helm or a bench of their own.
  std::map<std::string, HelmInfo> variant_helms;
  std::map<std::string, std::string> variant_benches;  // their versions
  /// SHA-256 of what each chart is made of, by its name. Empty in schema 1.
  std::map<std::string, std::string> charts;
  /// Versions of the outside programs that strategies needed, by their names.
  std::map<std::string, std::string> programs;
  bool cold_cache = false;
  std::string build_type;  // of the harness
  /// HELM_* and Go variables of the user's that helm was given, such as
  /// HELM_QPS.
  std::map<std::string, std::string> variables;
};

/// Everything that may be run, drawn before the first trial.
struct Plan {
  std::uint64_t seed = 0;
  /// 1: the first block warms up and does not count. 0: there is none.
  int warm_up = 0;
  /// How many blocks are to count.
  int blocks = 0;
  /// How many when `blocks` are not conclusive; never less.
  int max_blocks = 0;
  /// Drawn for blocks in which a trial was not valid: those run again as a
  /// whole, numbered from max_blocks + 1.
  int spare_blocks = 0;
  std::vector<PlannedTrial> trials;
};

/// What a threshold that cannot be decided does to the exit status.
enum class OnInconclusive { kPass, kWarn, kFail };

/// As options and results have it: "pass", "warn", "fail".
const char* Name(OnInconclusive what);
/// Empty for what is none of these.
std::optional<OnInconclusive> FindOnInconclusive(std::string_view name);

/// What the figures are held against.
struct Criteria {
  /// Two strategies whose ratio is within ±`same` are the same: .05 is 5 %.
  double same = 0.05;
  /// What a gate lets a new version take longer.
  double tolerance = 0.10;
  std::vector<std::string> thresholds;  // as they were given
  OnInconclusive on_inconclusive = OnInconclusive::kWarn;
};

/// The file of a session. Everything after a run works on this value, read
/// back from disk or not.
struct Result {
  std::string version;  // of the harness
  std::string started;  // RFC 3339, UTC
  /// Why the run ended early ("interrupted by SIGINT"); empty when it did not.
  std::string ended_early;
  ClusterInfo cluster;
  Environment environment;
  Scenario scenario;
  Plan plan;
  Criteria criteria;
  std::vector<TrialResult> trials;
};

/// The JSON text of a whole result, described by results/schema.json.
std::string ToJson(const Result& result);

/// One line of a journal: first a header (a result without trials), then one
/// trial a line.
std::string JournalHeader(const Result& result);
std::string JournalLine(const TrialResult& trial);

/// Reads either of them (a journal by its name, *.jsonl). A last line that was
/// cut off by a crash is left out. Throws Error with the file, the place and
/// what was expected.
Result ParseResult(std::string_view text, const std::filesystem::path& file);
Result LoadResult(const std::filesystem::path& file);

}  // namespace bench
