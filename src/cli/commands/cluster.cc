#include <fmt/format.h>

#include <cstdio>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/commands/commands.h"
#include "cli/exit_status.h"
#include "cli/output/terminal.h"
#include "cli/setup/connection.h"
#include "cli/setup/places.h"
#include "cluster/choose.h"
#include "cluster/ledger.h"
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

// What stands behind that word, which the detail of some would only repeat.
const std::string& WhatElse(const ClusterState& state) {
  using Kind = ClusterState::Kind;
  const bool is_said =
      state.kind == Kind::kRunning || state.kind == Kind::kStopped;
  return is_said ? state.parts : state.detail;
}

// What a command comes to when it has said what it was asked for.
int Told(const std::string& text, Status& status) {
  return Deliver(stdout, text, status) ? kMeasured : kFailed;
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

// What cleaning a cluster came to.
enum class Cleaned { kWasClean, kRemoved, kNotLookedAt, kFailed };

// Named by the user, a cluster that cannot be looked at is an error; else it is
// told beside the others.
std::optional<Cleaned> WhyNotLookedAt(Cluster& cluster, bool named,
                                      Status& status) {
  const ClusterState state = named ? cluster.Probe() : TryProbe(cluster);
  if (state.kind == ClusterState::Kind::kRunning) return std::nullopt;
  if (state.kind == ClusterState::Kind::kAbsent) {
    if (named) status.Say(state.detail);
    return Cleaned::kWasClean;
  }
  std::string words = "not looked at: " + state.detail;
  if (state.kind == ClusterState::Kind::kStopped) {
    words += fmt::format("; ./bench cluster up --cluster {} makes it run",
                         cluster.kind());
  }
  if (named) throw Error("{}", words);
  status.Warn(words);
  return Cleaned::kNotLookedAt;
}

Cleaned Clean(std::unique_ptr<Cluster> cluster, bool named, Status& status,
              const std::stop_token& stop) {
  if (const auto why = WhyNotLookedAt(*cluster, named, status)) return *why;
  const std::string title = cluster->title();
  Connection connection(std::move(cluster), status, stop);
  status.Progress("cleaning " + title);
  const Ledger ledger(connection.cluster().state().installed());
  const Removed removed = CleanAll(connection.api(), ledger.Read(), stop);
  if (!stop.stop_requested()) ledger.Forget();
  status.Progress("");
  std::string text;
  for (const Object& object : removed.objects) {
    text += fmt::format("removed from {}: {}\n", title, KindAndName(object));
  }
  for (const std::string& ns : removed.namespaces) {
    text += fmt::format("removed from {}: namespace {}\n", title, ns);
  }
  const bool was_clean = text.empty();
  for (const Object& object : removed.strangers) {
    text += fmt::format("left in {}: {}, which is not the one that we made\n",
                        title, KindAndName(object));
  }
  const bool told = Deliver(stdout, text, status);
  connection.cluster().state().RemoveSession();
  if (!told) return Cleaned::kFailed;
  return was_clean ? Cleaned::kWasClean : Cleaned::kRemoved;
}

// Beside others, which shall be cleaned all the same.
Cleaned TryClean(std::unique_ptr<Cluster> cluster, Status& status,
                 const std::stop_token& stop) {
  const std::string title = cluster->title();
  try {
    return Clean(std::move(cluster), /*named=*/false, status, stop);
  } catch (const Error& error) {
    if (stop.stop_requested()) throw;
    status.Warn(fmt::format("{} is not clean: {}", title, error.what()));
    return Cleaned::kFailed;
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
  const std::string title = cluster->title();
  try {
    Down(std::move(cluster), status);
    return true;
  } catch (const Error& error) {
    status.Warn(fmt::format("{} is not ended: {}", title, error.what()));
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
                  LatencyProfile(options.latency, options.cluster),
                  WantedLimits(options.limits, options.cluster));
  status->Say(WhichCluster(chosen));
  return Interruptible(interrupt, [&] {
    chosen.cluster->Keep();
    chosen.cluster->Up(*status, interrupt.token());
    status->Progress("");
    CheckLatency(options.latency, ConnectAndAsk(*chosen.cluster));
    return Told(
        fmt::format("kubeconfig: {}\n", chosen.cluster->kubeconfig().string()),
        *status);
  });
}

int ClusterStatusCommand(const Options& options) {
  SubprocessRunner runner;
  std::string text;
  for (const auto& cluster : Chosen(options, {.runner = runner})) {
    const ClusterState state = TryProbe(*cluster);
    const std::string& more = WhatElse(state);
    text += fmt::format("{}: {}{}{}\n", cluster->title(), StateWord(state.kind),
                        more.empty() ? "" : ": ", more);
  }
  return Told(text, *MakeStatus(options));
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
    std::set<Cleaned> came_to;
    for (auto& cluster : Chosen(options, {.runner = runner})) {
      came_to.insert(
          options.cluster == "auto"
              ? TryClean(std::move(cluster), *status, interrupt.token())
              : Clean(std::move(cluster), /*named=*/true, *status,
                      interrupt.token()));
    }
    if (interrupt.signal() != 0) return SignalStatus(interrupt.signal());
    if (came_to.contains(Cleaned::kFailed)) return kFailed;
    if (came_to.contains(Cleaned::kRemoved)) return kMeasured;
    return Told(fmt::format("nothing of ours is left behind{}\n",
                            came_to.contains(Cleaned::kNotLookedAt)
                                ? " where it could be looked at"
                                : ""),
                *status);
  });
}

}  // namespace bench
