#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

namespace bench {

/// What kind of thing a strategy is, and what it is for: all that a report
/// knows of it but its name.
struct StrategyKind {
  static constexpr std::string_view kSequential = "sequential";
  static constexpr std::string_view kThreadPool = "thread-pool";
  static constexpr std::string_view kProcessPool = "process-pool";
  static constexpr std::string_view kEventLoop = "event-loop";
  static constexpr std::string_view kHelm = "helm";
  static constexpr std::string_view kNative = "native";
  static constexpr std::string_view kPost = "post";

  /// How it runs its tasks: one of the first four. Empty: in another way.
  std::string executor;
  /// What it uninstalls through: kHelm, kNative. Empty: it is an outside
  /// program, which tells nothing of a single release.
  std::string uninstaller;
  /// Whose claim it tests: kPost. Empty: nobody's.
  std::string claim;

  bool operator==(const StrategyKind&) const = default;
};

/// The kinds of the strategies that there were before results told them (schema
/// 3); none for another name.
StrategyKind KindBeforeSchema3(std::string_view name);

/// A strategy as the user names it: thread-pool, thread-pool@8, or, to hold two
/// versions of something against each other in the same blocks, a variant with
/// a label of its own: new=thread-pool@8,helm=helm4,env:HELM_QPS=-1.
struct StrategySpec {
  /// As the table of strategies has it.
  std::string name;
  /// 0: the scenario's, or the strategy has none to set (sequential).
  int workers = 0;
  /// What a variant is called; empty: it is none.
  std::string variant;
  /// What a variant is run with instead of the run's own; empty: with that.
  std::string helm;                        // as --helm takes it, or absolute
  std::map<std::string, std::string> env;  // of every helm process
  std::string bench;                       // the program's path that runs it
  std::string uninstaller;                 // StrategyKind::kHelm, kNative
  /// After it has ended it waits this share of what it took, on the clock: .25
  /// is a quarter. What a gate has to notice.
  double slowdown = 0;
  /// From the table of strategies, by its name.
  StrategyKind kind;

  /// As it is told apart in tables and results: its label, or "thread-pool@8",
  /// or just the name of a strategy without workers.
  std::string Label() const;
  /// What it is called and run with; the kind goes with the name.
  bool operator==(const StrategySpec& other) const;
};

/// The program and its settings are the same, whatever they are called.
bool SameWork(const StrategySpec& a, const StrategySpec& b);

/// Parses NAME[@WORKERS] and LABEL=NAME[@WORKERS][,helm=PATH][,env:KEY=VALUE]
/// [,bench=PATH][,uninstaller=NAME]. Throws Error: workers outside 1 …
/// kMaxWorkers, a label that IsVariantLabel refuses, an unknown or repeated
/// setting, a variable that DirectsHelm, an uninstaller that is none.
StrategySpec ParseStrategySpec(std::string_view text);

/// Makes the paths of its programs absolute, as seen from `folder`, which is:
/// they are run from elsewhere, and told apart by them. The name of a helm on
/// PATH stays one.
void FindProgramsFrom(const std::filesystem::path& folder, StrategySpec& spec);

/// What ParseStrategySpec reads as this strategy, but for its slowdown.
std::string ToText(const StrategySpec& spec);

/// Letters, digits, ".", "_" and "-", at most 63, a letter or digit first: it
/// stands in thresholds, in file names and in other tools' exports.
bool IsVariantLabel(std::string_view text);

/// "helm", "native".
bool IsUninstaller(std::string_view text);

/// As a shell can set it: letters, digits and "_", no digit first.
bool IsVariableName(std::string_view text);

/// Whether a variable says which cluster helm works on, in which namespace, or
/// where it keeps its files: that is the harness's to choose, and never a
/// variant's. All that HelmEnvironment sets to something are such.
bool DirectsHelm(std::string_view variable);

}  // namespace bench
