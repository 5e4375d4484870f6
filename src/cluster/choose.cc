#include "cluster/choose.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <utility>

#include "cluster/kinds.h"
#include "kubernetes/kubeconfig.h"
#include "util/environment.h"
#include "util/error.h"
#include "util/names.h"
#include "util/nearest.h"

namespace bench {
namespace {

constexpr std::string_view kContextPrefix = "context:";
// It becomes part of names of files, machines and networks.
constexpr std::size_t kLongestName = 40;

// How to get the next better cluster than a simulated one.
std::string Advice(const ClusterTools& tools) {
  if (tools.find_program("minikube")) {
    return "a real one: ./bench cluster up --cluster minikube";
  }
  if (tools.find_program("kwokctl")) {
    return "a real API server: ./bench cluster up --cluster kwok";
  }
  return "a real API server: scripts/control-plane, then --cluster kwok";
}

// Never starts anything heavy, never takes a context of the user's.
ChosenCluster ChooseCluster(const ClusterTools& tools,
                            const std::string& latency) {
  auto minikube = MakeMinikubeCluster(OurClusterName(), tools);
  const ClusterState first = TryProbe(*minikube);
  if (first.kind == ClusterState::Kind::kRunning) {
    return {std::move(minikube), first.detail};
  }
  auto kwok = MakeKwokCluster(OurClusterName(), tools);
  const ClusterState second = TryProbe(*kwok);
  if (second.kind == ClusterState::Kind::kRunning) {
    return {std::move(kwok),
            fmt::format("{} ({})", second.detail, first.detail)};
  }
  return {MakeSimulatedCluster(OurClusterName(), latency, tools),
          fmt::format("since no other of ours is running ({}; {}); for {}",
                      first.detail, second.detail, Advice(tools))};
}

[[noreturn]] void ThrowNoSuchKind(std::string_view kind) {
  const std::array<std::string, 5> kinds = {"auto", "kwok", "minikube",
                                            "simulated", "context:NAME"};
  throw Error("--cluster {}: expected {}{}", kind, fmt::join(kinds, ", "),
              DidYouMean(kind, kinds));
}

}  // namespace

ClusterState TryProbe(Cluster& cluster) {
  try {
    return cluster.Probe();
  } catch (const Error& error) {
    return {ClusterState::Kind::kUnknown, error.what()};
  }
}

std::string WhichCluster(const ChosenCluster& chosen) {
  return fmt::format("cluster: {}, {}", chosen.cluster->title(), chosen.why);
}

std::string OurClusterName() {
  std::string name = Variable("BENCH_CLUSTER_NAME");
  if (name.empty()) return "helm-bench";
  if (name.size() <= kLongestName && IsDnsLabel(name)) return name;
  throw Error(
      "BENCH_CLUSTER_NAME: expected at most {} lower case letters, digits and "
      "dashes, beginning and ending with no dash; found \"{}\"",
      kLongestName, name);
}

ChosenCluster MakeCluster(std::string_view kind, const ClusterTools& tools,
                          const std::string& latency,
                          std::optional<bool> limits) {
  if (kind == "auto") return ChooseCluster(tools, latency);
  const std::string why = "as asked for";
  if (kind == "kwok") {
    return {MakeKwokCluster(OurClusterName(), tools, limits), why};
  }
  if (kind == "minikube") {
    return {MakeMinikubeCluster(OurClusterName(), tools), why};
  }
  if (kind == "simulated") {
    return {MakeSimulatedCluster(OurClusterName(), latency, tools), why};
  }
  if (kind.starts_with(kContextPrefix) && kind.size() > kContextPrefix.size()) {
    return {MakeContextCluster(std::string(kind.substr(kContextPrefix.size())),
                               UserKubeconfigFiles(), tools),
            why};
  }
  ThrowNoSuchKind(kind);
}

}  // namespace bench
