#pragma once

#include <filesystem>
#include <map>
#include <stop_token>
#include <string>

#include "helm/program.h"
#include "model/scenario.h"
#include "process/command_runner.h"

namespace bench {

/// What all trials of a session share.
struct Setup {
  Scenario scenario;
  HelmProgram helm;
  /// By label, of the variants that have a helm of their own.
  std::map<std::string, HelmProgram> variant_helms;
  std::filesystem::path kubeconfig;
  /// Ours alone: helm's folders, values files, downloaded charts.
  std::filesystem::path folder;
  /// Outside programs that strategies need, by their names.
  std::map<std::string, std::filesystem::path> programs;
  std::filesystem::path scripts;
  bool cold_cache = false;
  /// A trial starts only when no more of the machine is in use, 0 to 1, or when
  /// it has not become calmer for a while.
  double max_busy = 1;
  /// A trial counts only when the host gave no more of the machine to others, 0
  /// to 1.
  double max_stolen = 1;
  /// The latency profile for a stand-in of helm; empty: none.
  std::filesystem::path helm_costs;
};

/// `setup` with its folder made ready: values files written, charts from
/// repositories and registries downloaded, so that no trial waits for the
/// internet; its charts are then those archives. Throws Error with helm's words
/// when a chart cannot be had.
Setup Prepared(Setup setup, CommandRunner& runner, const std::stop_token& stop);

/// The values file of a chart, by its place in the scenario.
std::filesystem::path ValuesFile(const Setup& setup, std::size_t chart);

/// The folders that installs use; what a strategy gets is a copy of them.
std::filesystem::path InstallHome(const Setup& setup);

/// A new home for one strategy: what the installs left in their caches, so that
/// every strategy starts equally warm; empty with --cold-cache. Throws Error
/// when it cannot be made.
std::filesystem::path FreshStrategyHome(const Setup& setup);

}  // namespace bench
