#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "helm/program.h"
#include "model/trial.h"
#include "process/command_runner.h"

namespace bench {

/// What every strategy is given, and nothing else: which namespaces to empty
/// and the means to do so. It finds the releases by itself.
struct StrategyContext {
  CommandRunner& runner;
  std::vector<std::string> namespaces;
  std::filesystem::path kubeconfig;
  HelmProgram helm;
  /// What every helm process is given: HelmEnvironment of the trial's own
  /// folder.
  std::map<std::string, std::string> environment;
  /// The limit of one helm process, seconds.
  double timeout_s = 0;
  int workers = 0;
  /// What our executors uninstall through: StrategyKind::kHelm, kNative.
  std::string uninstaller = std::string(StrategyKind::kHelm);
  /// Where the outside programs are that the strategy needs, by their names.
  std::map<std::string, std::filesystem::path> programs;
  /// The folder that has rivals/, with what drives outside programs.
  std::filesystem::path scripts;
  std::stop_token stop;
};

/// What a strategy did. Whether the releases are really gone is looked up by
/// others, after the clock has stopped.
struct StrategyRun {
  Clock::time_point begin;     // the first action
  Clock::time_point returned;  // the last one
  StrategyTimes times;
  HarnessCost harness_cpu;
  /// Those it listed, in the order of the lists; empty for an outside program.
  std::vector<ReleaseResult> releases;
  /// Why it could not do its work as a whole: listing failed, the pool broke.
  /// Empty when every release has its own answer.
  std::string failure;
};

/// A program that is neither ours nor helm, and that a strategy needs.
struct OutsideProgram {
  /// It is looked for on PATH, and its version noted, under this name.
  std::string name;
  /// Arguments with which it prints its version, in its first line.
  std::vector<std::string> version_arguments;
};

/// One row of the table: the name of a strategy and how it does the job.
struct Strategy {
  std::string name;
  std::string help;
  /// It is a pool whose size can be chosen: NAME@WORKERS.
  bool has_workers = false;
  /// That size where it is not the scenario's; 0: it is.
  int own_workers = 0;
  StrategyKind kind;
  std::vector<OutsideProgram> programs;
  /// Does the job, on the clock. Throws nothing.
  StrategyRun (*run)(const StrategyContext& context) = nullptr;
};

/// All strategies, in the order of --list-strategies. A new one is a row here
/// (strategy.cc).
std::span<const Strategy> Strategies();

/// Throws Error for an unknown name, with the nearest.
const Strategy& FindStrategy(std::string_view name);

/// What is to be run: `specs` with their kinds, and the workers filled in
/// (`workers` where a pool does not say). Throws Error: unknown, given twice,
/// workers for a strategy that has none, an uninstaller for one that does not
/// run on an executor.
std::vector<StrategySpec> ResolveStrategies(std::vector<StrategySpec> specs,
                                            int workers);

}  // namespace bench
