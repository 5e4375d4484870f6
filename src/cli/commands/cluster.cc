#include "cli/commands/cluster.h"

#include <fmt/format.h>

#include <memory>
#include <utility>
#include <vector>

#include "cli/exit_status.h"
#include "cli/interruptible.h"
#include "cli/output/terminal.h"
#include "cli/setup/connection.h"
#include "cli/setup/places.h"
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
    case ClusterState::Kind::kUnknown:
      break;
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
  bool failed = false;
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
    case ClusterState::Kind::kUnknown:
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
    fmt::print("removed from {}: {}\n", words, KindAndName(object));
  }
  for (const std::string& ns : removed.namespaces) {
    fmt::print("removed from {}: namespace {}\n", words, ns);
  }
  connection.cluster().state().RemoveSession();
  cleaned.removed |= !removed.objects.empty() || !removed.namespaces.empty();
}

// Beside others, which shall be cleaned all the same.
void TryClean(std::unique_ptr<Cluster> cluster, Status& status,
              const std::stop_token& stop, Cleaned& cleaned) {
  const std::string words = cluster->kind() + " " + cluster->name();
  try {
    Clean(std::move(cluster), /*named=*/false, status, stop, cleaned);
  } catch (const Error& error) {
    if (stop.stop_requested()) throw;
    status.Warn(fmt::format("{} is not clean: {}", words, error.what()));
    cleaned.failed = true;
  }
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

// Beside others, which shall be ended all the same. False: it could not be.
bool TryDown(std::unique_ptr<Cluster> cluster, Status& status) {
  if (TryProbe(*cluster).kind == ClusterState::Kind::kAbsent) return true;
  const std::string words = cluster->kind() + " " + cluster->name();
  try {
    Down(std::move(cluster), status);
    return true;
  } catch (const Error& error) {
    status.Warn(fmt::format("{} is not ended: {}", words, error.what()));
    return false;
  }
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
  bool all_ended = true;
  for (auto& cluster : Chosen(options, {.runner = runner})) {
    if (options.cluster == "auto") {
      all_ended = TryDown(std::move(cluster), *status) && all_ended;
    } else {
      Down(std::move(cluster), *status);
    }
  }
  return all_ended ? kMeasured : kFailed;
}

int ClusterCleanCommand(const Options& options) {
  const auto status = MakeStatus(options);
  const Interrupt interrupt(kOnSecond);
  SubprocessRunner runner;
  return Interruptible(interrupt, [&]() -> int {
    Cleaned cleaned;
    for (auto& cluster : Chosen(options, {.runner = runner})) {
      if (options.cluster == "auto") {
        TryClean(std::move(cluster), *status, interrupt.token(), cleaned);
      } else {
        Clean(std::move(cluster), /*named=*/true, *status, interrupt.token(),
              cleaned);
      }
    }
    if (interrupt.signal() != 0) return SignalStatus(interrupt.signal());
    if (cleaned.failed) return kFailed;
    if (!cleaned.removed) {
      fmt::print("nothing of ours is left behind{}\n",
                 cleaned.all_looked_at ? "" : " where it could be looked at");
    }
    return kMeasured;
  });
}

}  // namespace bench
