#include "cli/cluster_commands.h"

#include <fmt/format.h>

#include <memory>
#include <utility>
#include <vector>

#include "cli/connection.h"
#include "cli/exit_status.h"
#include "cli/interruptible.h"
#include "cli/places.h"
#include "cli/terminal.h"
#include "cluster/choose.h"
#include "cluster/owned_namespaces.h"
#include "cluster/paths.h"
#include "process/subprocess_runner.h"
#include "runner/interrupt.h"
#include "util/error.h"

namespace bench {
namespace {

constexpr const char* kOnSecond = "\nbench: leaving at once\n";

std::string_view StateWord(ClusterState::Kind kind) {
  switch (kind) {
    case ClusterState::Kind::kAbsent:
      return "absent";
    case ClusterState::Kind::kStopped:
      return "not running";
    case ClusterState::Kind::kNotAnswering:
      return "not answering";
    case ClusterState::Kind::kRunning:
      return "running";
  }
  return "unknown";
}

// Those that a command is about; without --cluster, every kind of ours.
std::vector<std::unique_ptr<Cluster>> Chosen(const Options& options,
                                             const ClusterTools& tools) {
  std::vector<std::string> kinds = {options.cluster};
  if (options.cluster == "auto") kinds = {"minikube", "kwok", "simulated"};
  std::vector<std::unique_ptr<Cluster>> clusters;
  clusters.reserve(kinds.size());
  for (const std::string& kind : kinds) {
    clusters.push_back(MakeCluster(kind, tools).cluster);
  }
  return clusters;
}

// True when there was something to remove.
bool Clean(std::unique_ptr<Cluster> cluster, Status& status,
           const std::stop_token& stop) {
  const std::string words = cluster->kind() + " " + cluster->name();
  if (TryProbe(*cluster).kind != ClusterState::Kind::kRunning) return false;
  Connection connection(std::move(cluster), status, stop);
  status.Progress("cleaning " + words);
  const Removed removed = CleanAll(connection.api(), stop);
  status.Progress("");
  for (const Object& object : removed.objects) {
    fmt::print("removed from {}: {}\n", words, Describe(object));
  }
  for (const std::string& ns : removed.namespaces) {
    fmt::print("removed from {}: namespace {}\n", words, ns);
  }
  connection.cluster().state().RemoveSession();
  return !removed.objects.empty() || !removed.namespaces.empty();
}

// Not while a run is using it.
void Down(std::unique_ptr<Cluster> cluster, Status& status) {
  if (cluster->kind() == "context" ||
      TryProbe(*cluster).kind != ClusterState::Kind::kRunning) {
    cluster->Down(status);
    return;
  }
  Connection connection(std::move(cluster), status, {});
  connection.cluster().Down(status);
}

}  // namespace

int ClusterUpCommand(const Options& options) {
  const auto status = MakeStatus(options);
  const Interrupt interrupt(kOnSecond);
  SubprocessRunner runner;
  const ChosenCluster chosen =
      MakeCluster(options.cluster, {.runner = runner},
                  LatencyProfile(options.latency, options.cluster));
  status->Say(Describe(chosen));
  return Interruptible(interrupt, [&] {
    chosen.cluster->Keep();
    chosen.cluster->Up(*status, interrupt.token());
    status->Progress("");
    fmt::print("kubeconfig: {}\n", chosen.cluster->kubeconfig().string());
    return kMeasured;
  });
}

int ClusterStatusCommand(const Options& options) {
  SubprocessRunner runner;
  for (const auto& cluster : Chosen(options, {.runner = runner})) {
    const ClusterState state = TryProbe(*cluster);
    fmt::print("{} {}: {}{}{}\n", cluster->kind(), cluster->name(),
               StateWord(state.kind), state.detail.empty() ? "" : ": ",
               state.detail);
  }
  return kMeasured;
}

int ClusterDownCommand(const Options& options) {
  const auto status = MakeStatus(options);
  SubprocessRunner runner;
  for (auto& cluster : Chosen(options, {.runner = runner})) {
    // Asked for by name, it says itself why it cannot be ended.
    if (options.cluster == "auto" &&
        TryProbe(*cluster).kind == ClusterState::Kind::kAbsent) {
      continue;
    }
    Down(std::move(cluster), *status);
  }
  return kMeasured;
}

int ClusterCleanCommand(const Options& options) {
  const auto status = MakeStatus(options);
  const Interrupt interrupt(kOnSecond);
  SubprocessRunner runner;
  return Interruptible(interrupt, [&]() -> int {
    bool removed = false;
    for (auto& cluster : Chosen(options, {.runner = runner})) {
      removed |= Clean(std::move(cluster), *status, interrupt.token());
    }
    if (interrupt.signal() != 0) return SignalStatus(interrupt.signal());
    if (!removed) fmt::print("nothing of ours is left behind\n");
    return kMeasured;
  });
}

}  // namespace bench
