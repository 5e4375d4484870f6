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

// What cleaning came to.
struct Cleaned {
  bool removed = false;
  bool all_looked_at = true;
};

// Whether it can be looked at what a cluster holds. Named by the user, one that
// does not answer is an error; else it is told beside the others.
bool CanBeLookedAt(Cluster& cluster, bool named, Status& status,
                   Cleaned& cleaned) {
  const ClusterState state = named ? cluster.Probe() : TryProbe(cluster);
  switch (state.kind) {
    case ClusterState::Kind::kRunning:
      return true;
    case ClusterState::Kind::kAbsent:
      if (named) status.Say(state.detail);
      return false;
    case ClusterState::Kind::kStopped:
    case ClusterState::Kind::kNotAnswering:
      break;
  }
  const std::string words = "not looked at: " + state.detail;
  if (named) throw Error("{}", words);
  status.Warn(words);
  cleaned.all_looked_at = false;
  return false;
}

void Clean(std::unique_ptr<Cluster> cluster, bool named, Status& status,
           const std::stop_token& stop, Cleaned& cleaned) {
  const std::string words = cluster->kind() + " " + cluster->name();
  if (!CanBeLookedAt(*cluster, named, status, cleaned)) return;
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
  cleaned.removed |= !removed.objects.empty() || !removed.namespaces.empty();
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
    CheckLatency(options.latency, DescribeVersion(*chosen.cluster));
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
    Cleaned cleaned;
    for (auto& cluster : Chosen(options, {.runner = runner})) {
      Clean(std::move(cluster), options.cluster != "auto", *status,
            interrupt.token(), cleaned);
    }
    if (interrupt.signal() != 0) return SignalStatus(interrupt.signal());
    if (!cleaned.removed) {
      fmt::print("nothing of ours is left behind{}\n",
                 cleaned.all_looked_at ? "" : " where it could be looked at");
    }
    return kMeasured;
  });
}

}  // namespace bench
