#include "runner/chart_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cluster/kept_only.h"
#include "cluster/pods.h"
#include "helm/program.h"
#include "helm/record/annotations.h"
#include "helm/record/manifest.h"
#include "kubernetes/objects.h"
#include "util/environment.h"
#include "util/error.h"

namespace bench {
namespace {

using nlohmann::json;

constexpr const char* kRealHelm =
    "scripts/control-plane makes the real helm available";

std::string NameOf(const json& object) {
  static const json::json_pointer kName("/metadata/name");
  return fmt::format("{} {}", object.value("kind", ""),
                     object.value(kName, ""));
}

std::vector<json> ObjectsOf(const std::string& manifest) {
  std::vector<json> objects;
  for (const ManifestDocument& document : SplitManifest(manifest)) {
    std::ranges::move(ObjectsIn(document), std::back_inserter(objects));
  }
  return objects;
}

// Of a chart's releases the one that is hardest for it: a name may be too long.
Release LongestRelease(const Scenario& scenario, std::size_t chart) {
  Release longest;
  for (const PlannedRelease& planned : Releases(scenario)) {
    if (planned.chart == chart &&
        planned.release.name.size() >= longest.name.size()) {
      longest = planned.release;
    }
  }
  return longest;
}

// What the helm that installs makes of a chart, hooks and definitions included.
std::vector<json> Rendered(const Setup& setup, std::size_t index,
                           const ClusterInfo& cluster, CommandRunner& runner,
                           const std::stop_token& stop) {
  const Chart& chart = setup.scenario.charts[index];
  Command command =
      TemplateCommand(setup.helm, LongestRelease(setup.scenario, index), chart,
                      ValuesFile(setup, index), cluster.server_version,
                      setup.scenario.timeouts.install_s);
  command.env = HelmEnvironment(InstallHome(setup), setup.kubeconfig);
  const Outcome outcome = runner.Run(command, stop);
  if (!outcome.Ok() && setup.helm.stand_in) {
    throw Error("chart {}: the stand-in for helm cannot install it: {}; {}",
                chart.name, HelmFailure(outcome), kRealHelm);
  }
  if (!outcome.Ok()) {
    throw Error("chart {}: `helm template` cannot render it: {}", chart.name,
                HelmFailure(outcome));
  }
  try {
    return ObjectsOf(outcome.out);
  } catch (const Error& error) {
    throw Error("chart {}: what it is rendered to cannot be read: {}",
                chart.name, error.what());
  }
}

void RefuseKeptOnly(const std::string& chart,
                    const std::vector<json>& objects) {
  for (const json& object : objects) {
    const std::string_view why = WhyKeptOnly(object);
    if (why.empty()) continue;
    throw Error(
        "chart {}: {}: a simulated cluster would mislead about it: {}; a real "
        "API server is needed: --cluster kwok, minikube or context:NAME",
        chart, NameOf(object), why);
  }
}

bool IsHookOfUninstalls(const json& object) {
  static const json::json_pointer kAnnotations("/metadata/annotations");
  const json annotations = object.value(kAnnotations, json::object());
  if (!annotations.is_object()) return false;
  const json events = annotations.value(kHookAnnotation, json());
  return events.is_string() &&
         (events.get<std::string>().find(kPreDelete) != std::string::npos ||
          events.get<std::string>().find(kPostDelete) != std::string::npos);
}

// What a real helm has installed, a variant's stand-in may have to uninstall.
void RefuseHooksOfStandIns(const Setup& setup, const std::string& chart,
                           const std::vector<json>& objects) {
  const auto hook = std::ranges::find_if(objects, IsHookOfUninstalls);
  if (hook == objects.end()) return;
  for (const auto& [label, helm] : setup.variant_helms) {
    if (!helm.stand_in) continue;
    throw Error(
        "strategy {}: the stand-in for helm cannot uninstall chart {}: {} is a "
        "hook; {}",
        label, chart, NameOf(*hook), kRealHelm);
  }
}

bool AnyStandIn(const Setup& setup) {
  return setup.helm.stand_in ||
         std::ranges::any_of(setup.variant_helms, [](const auto& variant) {
           return variant.second.stand_in;
         });
}

}  // namespace

void CheckWhatIsThere(const ClusterInfo& cluster, Api& api) {
  if (!cluster.simulated()) return;
  const std::vector<Object> there = FindKeptOnly(api);
  if (there.empty()) return;
  const Object& object = there.front();
  throw Error(
      "{} {} holds {}, about which it would mislead: {}; delete it, or "
      "./bench cluster down --cluster simulated ends the cluster",
      cluster.kind, cluster.name, KindAndName(object),
      WhyKeptOnly(object.type.group, object.type.kind));
}

void CheckPodsRun(const Scenario& scenario, const ClusterInfo& cluster,
                  Api& api) {
  if (!scenario.real_pods) return;
  const std::string why = WhyNoPodRuns(api);
  if (!why.empty()) {
    throw Error(
        "scenario {}: its pods have to run (real_pods), but none does on {} "
        "{}: {}; take --cluster minikube or a context:NAME with a kubelet",
        scenario.name, cluster.kind, cluster.name, why);
  }
  const std::string image = Variable(kPodImage);
  if (!image.empty() && !HasImage(api, image)) {
    throw Error(
        "the pods of scenario {} are to run image {} ({}), which {} {} does "
        "not have: a profile has the images that scripts/minikube had made "
        "before it; minikube delete -p {} lets it be made anew",
        scenario.name, image, kPodImage, cluster.kind, cluster.name,
        cluster.name);
  }
}

void CheckCharts(const Setup& setup, const ClusterInfo& cluster,
                 CommandRunner& runner, const std::stop_token& stop) {
  if (!cluster.simulated() && !AnyStandIn(setup)) return;
  for (std::size_t i = 0; i < setup.scenario.charts.size(); ++i) {
    const std::string& chart = setup.scenario.charts[i].name;
    const auto objects = Rendered(setup, i, cluster, runner, stop);
    try {
      if (cluster.simulated()) RefuseKeptOnly(chart, objects);
      RefuseHooksOfStandIns(setup, chart, objects);
    } catch (const json::exception& error) {
      // A field of another type than Kubernetes has.
      throw Error("chart {}: what it is rendered to cannot be read: {}", chart,
                  error.what());
    }
  }
}

}  // namespace bench
