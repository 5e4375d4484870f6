#pragma once

#include <cstddef>
#include <filesystem>
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
};

/// Limits in seconds, for one child or one wait each.
struct Timeouts {
  double install_s = 120;
  double uninstall_s = 120;
  double quiet_s = 60;
  double settle_s = 60;
  double reset_s = 120;
};

/// What is measured: a JSON file in scenarios/, described by schema.json there.
struct Scenario {
  std::string name;
  std::string description;
  std::vector<Chart> charts;
  /// PREFIX-1 … PREFIX-COUNT.
  int namespace_count = 1;
  std::string namespace_prefix = "helm-bench";
  /// {chart}: Chart::name; {namespace}; {index}: 1 … namespace_count.
  std::string release_name = "{chart}";
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

/// Names of the scenario's namespaces, in order.
std::vector<std::string> Namespaces(const Scenario& scenario);

/// All releases of a trial: namespace by namespace, charts in file order.
std::vector<PlannedRelease> Releases(const Scenario& scenario);

/// Reads and checks a scenario. `text` is the JSON, `file` the path it came
/// from: chart paths are relative to its folder, and errors begin with it.
/// Throws Error: broken JSON (line and column), unknown key (nearest key),
/// wrong type (path of the value, expected, found), values out of range, a
/// strategy or a release twice, names that Kubernetes or Helm would refuse, a
/// chart that is not there.
/// Does not know which strategies exist; the strategy table checks the names.
Scenario ParseScenario(std::string_view text,
                       const std::filesystem::path& file);

/// A scenario by path (anything with a slash or ending in .json) or by name
/// (`folder`/NAME.json). Throws Error; for an unknown name with the nearest.
Scenario LoadScenario(std::string_view name_or_path,
                      const std::filesystem::path& folder);

/// The scenarios in `folder`, by name: what --list-scenarios prints. One that
/// cannot be used has no charts, and the reason as its description.
std::vector<Scenario> ListScenarios(const std::filesystem::path& folder);

/// Each throws Error, beginning with `where`.
void CheckWorkers(int workers, std::string_view where);
/// Unless Kubernetes takes it: a DNS label of at most 63 characters.
void CheckNamespaceName(std::string_view name, std::string_view where);
/// Unless Helm takes it: DNS labels joined by dots, 53 characters in all
/// (helm's pkg/chartutil/validate_name.go).
void CheckReleaseName(std::string_view name, std::string_view where);

/// Whether `text` is a DNS label (RFC 1123) but for its length: lower-case
/// letters, digits and "-", with a letter or digit at both ends.
bool IsDnsLabel(std::string_view text);

}  // namespace bench
