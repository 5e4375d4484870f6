#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "model/release.h"
#include "model/strategy_spec.h"

namespace bench {

/// What a scenario may ask for at most: more is taken for a slip of the hand.
inline constexpr int kMaxWorkers = 1024;
inline constexpr int kMaxBlocks = 10'000;
inline constexpr int kMaxNamespaces = 1000;
inline constexpr int kMaxCharts = 100;

/// One chart of a scenario and how it is installed.
struct Chart {
  /// Short name, a DNS label; {chart} in the release name template.
  std::string name;
  /// What `helm install` is given: an absolute path (folder or .tgz),
  /// "oci://…", or a chart's name in `repository`.
  std::string source;
  /// URL of a chart repository; empty for the other sources.
  std::string repository;
  /// Empty: the newest.
  std::string version;
  /// A JSON object as text (JSON is YAML), "{}" when none: for --values.
  std::string values = "{}";
  /// Each as for `helm install --set`.
  std::vector<std::string> set;
  /// Further arguments of `helm install`, as they are.
  std::vector<std::string> install_flags;
  /// The chart's value that names the image of its pods: WithImage sets it.
  /// Empty: none does.
  std::string image_value;
};

/// Limits in seconds, for one child or one wait each.
struct Timeouts {
  double install_s = 120;
  double ready_s = 180;
  double uninstall_s = 120;
  double quiet_s = 60;
  double settle_s = 60;
  double reset_s = 120;
};

/// What is measured: a JSON file in scenarios/, described by schema.json there.
struct Scenario {
  std::string name;
  std::string description;
  /// Its file, as an absolute path: the name alone would not find it again, or
  /// would find another. Empty: it is one of those that come with the program,
  /// or nobody knows.
  std::string file;
  /// Of what was in the file, as sha256sum has it; empty: nobody knows.
  std::string digest;
  std::vector<Chart> charts;
  /// PREFIX-1 … PREFIX-COUNT.
  int namespace_count = 1;
  std::string namespace_prefix = "helm-bench";
  /// {chart}: Chart::name; {namespace}; {index}: 1 … namespace_count.
  std::string release_name = "{chart}";
  /// Its pods do their work: on a cluster with a kubelet alone, and a strategy
  /// begins when all are ready.
  bool real_pods = false;
  std::vector<StrategySpec> strategies;
  /// Workers of a pool strategy that does not say.
  int workers = 5;
  int blocks = 12;
  Timeouts timeouts;
};

/// One release to install: where, under which name, from which chart.
struct PlannedRelease {
  Release release;
  std::size_t chart = 0;  // index in Scenario::charts
};

/// The variable that names an image for WithImage, where none can be pulled.
inline constexpr const char* kPodImage = "BENCH_POD_IMAGE";

/// The scenario with `image` in the charts that say which value takes it.
Scenario WithImage(Scenario scenario, const std::string& image);

/// Throws Error, beginning with `where`, unless there are 1 to kMaxWorkers.
void CheckWorkers(int workers, std::string_view where);

/// Names of the scenario's namespaces, in order.
std::vector<std::string> Namespaces(const Scenario& scenario);

/// All releases of a trial: namespace by namespace, charts in file order.
std::vector<PlannedRelease> Releases(const Scenario& scenario);

}  // namespace bench
