#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/release.h"
#include "model/scenario.h"

namespace bench {

/// The block that warms everything up and never counts.
inline constexpr int kWarmUpBlock = 0;

/// One trial as the plan has it: which strategy, in which block, where in it.
struct PlannedTrial {
  int block = 0;     // from 1; kWarmUpBlock
  int position = 0;  // in its block, from 1
  StrategySpec strategy;

  bool operator==(const PlannedTrial&) const = default;
};

/// A part of what an uninstaller does with a release that tells of its parts:
/// "record", "pre-delete", the kind of the objects that it deletes, "purge".
/// Seconds since the strategy's first action.
struct ReleaseStep {
  std::string name;
  double begin_s = 0;
  double end_s = 0;
};

/// What is known of one release's uninstall. Times are seconds since the
/// strategy's first action. An outside program tells nothing about a single
/// release: its optionals are empty (null in the result).
struct ReleaseResult {
  Release release;
  std::optional<double> start_s;
  std::optional<double> spawned_s;  // helm's process has been launched
  std::optional<double> end_s;
  std::optional<int> exit_code;  // empty also when helm did not exit by itself
  std::optional<double> user_s;  // CPU seconds of helm and its children
  std::optional<double> system_s;
  std::optional<std::int64_t> max_rss_bytes;
  /// How long helm held its own requests back at least, as it says itself
  /// (helm/throttling.h).
  std::optional<double> throttled_s;
  /// Looked up after the clock had stopped: no record of it is left.
  std::optional<bool> gone;
  /// In their order. Empty: it does not tell, as helm; and before schema 6.
  std::vector<ReleaseStep> steps;
  /// Helm's own words, or how it ended; empty when all went well.
  std::string error;
};

/// The two clocks and the phases of one strategy, seconds each.
struct StrategyTimes {
  /// From the strategy's first action until every uninstall has returned and
  /// the pool, if there is one, has been shut down.
  double returned_s = 0;
  /// The phases of `returned`; empty for an outside program.
  std::optional<double> list_s;
  std::optional<double> uninstall_s;
  std::optional<double> pool_s;  // making the pool and shutting it down
  /// From the same start until nothing was left; empty when that was not seen.
  std::optional<double> settled_s;
};

/// CPU seconds spent besides helm's own, from start to `returned`.
struct HarnessCost {
  double self_s = 0;     // this process (RUSAGE_SELF)
  double workers_s = 0;  // worker processes of a process pool, until their end
};

/// How long the parts took that are not timed, seconds.
struct Surroundings {
  double install_s = 0;
  double ready_s = 0;  // until all pods were, where they had to be
  double quiet_s = 0;
  double settle_s = 0;  // from `returned` until the end state was looked at
  double reset_s = 0;
};

/// What is in the cluster after a trial and should not be, or the other way
/// round. Each is an object, "ConfigMap ns/name", and what is the matter.
struct EndState {
  /// Stood there before the install, or stays by Helm's design, and is gone.
  std::vector<std::string> missing;
  /// Is there, but with other finalizers or another owner: "… (finalizers)".
  std::vector<std::string> changed;
};

/// Why Helm leaves an object behind.
enum class KeptBy {
  kUnknown,
  kPolicy,       // helm.sh/resource-policy: keep
  kOtherPolicy,  // a resource policy that helm does not know
  kNotOwned,     // another release or person has taken it over
  kHook,         // a hook, and no delete policy of it says otherwise
  kClaim,        // the claim of a StatefulSet
  kOwner,        // what owns it is kept
  kMark,         // its own annotations say so, and no release's record names it
};

/// As results have it: "policy", "hook"; "" where it is unknown.
const char* Name(KeptBy by);

/// An object that stays by Helm's design.
struct Kept {
  std::string object;  // "ConfigMap ns/name"
  KeptBy by = KeptBy::kUnknown;
  /// The resource policy that helm does not know, in the chart's words.
  std::string policy;
};

/// What of a release was still in the cluster when the strategy had returned:
/// all its objects of one kind together.
struct Going {
  /// Without a name: the objects do not tell whose they are.
  Release release;
  std::string kind;
  int objects = 0;
  std::string last;    // the one that went last: "Pod ns/name"
  double until_s = 0;  // since the strategy's first action
};

/// Why a trial does not count.
enum class Invalid {
  kNo,         // it does
  kFailed,     // an install or uninstall failed, or never ended
  kEndState,   // the strategy saw no failure, and left another state behind
  kDisturbed,  // the machine or the cluster was at fault, not the strategy
};
/// As results and exports have it: "failed", "end-state", "disturbed"; "" for a
/// valid trial.
const char* Name(Invalid invalid);

/// One trial that was run.
struct TrialResult {
  PlannedTrial planned;
  /// The block that this spare one stands in for. 0: it is no spare block.
  int replaces = 0;
  Invalid invalid = Invalid::kFailed;
  /// Empty when valid. A sentence, not all that a program said (ShortenReason).
  std::string invalid_reason;
  /// All of it, where that is more; for the result file only.
  std::string whole_reason;
  /// Empty when the strategy never ran (an install failed, say).
  std::optional<StrategyTimes> times;
  HarnessCost harness_cpu;
  /// The share of this machine's processors that was in use by anybody (helm,
  /// the cluster where it runs here, others) from start to `returned`, 0 to 1;
  /// in steps of 10 ms of CPU time. Empty when unknown.
  std::optional<double> machine_busy;
  /// What a hypervisor gave to others in the same time.
  std::optional<double> machine_stolen;
  /// The share in use just before the start, when all had been quiet.
  std::optional<double> busy_before;
  /// How long the API server worked on requests of anybody, from start until
  /// all had settled, added up (kubernetes/request_metrics.h). Empty: it does
  /// not tell.
  std::optional<double> server_s;
  Surroundings surroundings;
  /// Objects that should be gone and are not: "ConfigMap ns/name".
  std::vector<std::string> leftovers;
  std::vector<Kept> kept;
  /// Ordered by when the last went. Empty also in results before schema 5.
  std::vector<Going> going;
  EndState end_state;
  std::vector<ReleaseResult> releases;

  bool valid() const { return invalid == Invalid::kNo; }
};

/// Cuts the reason to what every report has room for (util/short_reason.h); the
/// whole is kept beside it. Done where a trial has ended, before anybody hears
/// of it, and to those of older results.
void ShortenReason(TrialResult& trial);

}  // namespace bench
