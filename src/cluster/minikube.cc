#include "cluster/minikube.h"

#include <fmt/format.h>

#include <utility>
#include <variant>

#include "cluster/lock.h"
#include "util/error.h"

namespace bench {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using Kind = ClusterState::Kind;

constexpr milliseconds kMinikubeAnswers = minutes(1);
// It downloads a whole machine's image the first time.
constexpr milliseconds kStarting = minutes(30);
constexpr milliseconds kEnding = minutes(5);

// What `minikube status` ends with when there is no such profile. Its other
// exit codes are a bit mask of what does not run, which the output says too.
constexpr int kNoProfile = 85;

bool EndedWith(const Outcome& outcome, int code) {
  const auto* exited = std::get_if<Exited>(&outcome.ending);
  return exited != nullptr && exited->code == code;
}

std::string Reason(const Outcome& outcome) {
  const std::string said = MinikubeError(outcome.out, outcome.err);
  const std::string ending = EndingText(outcome.ending);
  return said.empty() ? ending : fmt::format("{} ({})", said, ending);
}

void ShowProgress(const MinikubeEvent& event, const std::string& name,
                  Status& status) {
  if (event.type == "warning") status.Warn("minikube: " + event.message);
  if (event.type != "step") return;
  status.Progress(fmt::format("starting minikube profile {}: {} ({}/{})", name,
                              event.name, event.current_step,
                              event.total_steps));
}

}  // namespace

MinikubeCluster::MinikubeCluster(std::string name, ClusterTools tools)
    : name_(std::move(name)),
      tools_(std::move(tools)),
      state_("minikube", name_) {}

Command MinikubeCluster::MinikubeCommand(std::vector<std::string> arguments,
                                         milliseconds timeout) const {
  const auto program = tools_.find_program("minikube");
  if (!program) {
    throw Error(
        "minikube is not on PATH: install it "
        "(https://minikube.sigs.k8s.io/docs/start/), or use --cluster kwok");
  }
  state_.Create();
  arguments.insert(arguments.begin(), program->string());
  arguments.insert(arguments.end(), {"-p", name_});
  return {.argv = std::move(arguments),
          .env = {{"KUBECONFIG", kubeconfig().string()}},
          .timeout = timeout};
}

Outcome MinikubeCluster::Minikube(std::vector<std::string> arguments,
                                  milliseconds timeout) const {
  return tools_.runner.Run(MinikubeCommand(std::move(arguments), timeout), {});
}

std::optional<MinikubeStatus> MinikubeCluster::AskStatus() const {
  const Outcome outcome = Minikube({"status", "-o", "json"}, kMinikubeAnswers);
  if (EndedWith(outcome, kNoProfile)) return std::nullopt;
  if (const auto status = ParseMinikubeStatus(outcome.out)) return status;
  throw Error("minikube status -p {}: {}", name_, Reason(outcome));
}

ClusterState MinikubeCluster::Probe() {
  if (!tools_.find_program("minikube")) {
    const std::string why = "minikube is not on PATH";
    if (!std::filesystem::exists(kubeconfig())) return {Kind::kAbsent, why};
    return {Kind::kUnknown,
            fmt::format("{}, but {} has been started before", why, name_)};
  }
  const auto status = AskStatus();
  if (!status) {
    return {Kind::kAbsent, fmt::format("no minikube profile {}", name_)};
  }
  if (status->running) {
    return {Kind::kRunning,
            fmt::format("minikube profile {} is running", name_)};
  }
  return {Kind::kStopped, fmt::format("minikube profile {} is not running: {}",
                                      name_, status->detail)};
}

void MinikubeCluster::Up(Status& status, std::stop_token stop) {
  const ClusterLock one_at_a_time(LocalClusterId(kind(), name_, state_.path()));
  const auto found = AskStatus();
  const bool runs = found && found->running;
  if (!runs) {
    Start(status, stop);
  } else if (!found->configured) {
    // Started by hand, with the user's kubeconfig.
    UpdateContext();
  }
  const std::string why = WaitUntilReady(tools_, kubeconfig(), 1, stop);
  if (stop.stop_requested()) {
    if (!runs) UndoStart(found.has_value());
    throw RunError("interrupted while minikube profile {} was being started",
                   name_);
  }
  if (!why.empty()) {
    throw Error(
        "minikube profile {} runs, but {}; minikube logs -p {} may say why",
        name_, why, name_);
  }
}

void MinikubeCluster::Start(Status& status, const std::stop_token& stop) const {
  status.Progress(fmt::format("starting minikube profile {}", name_));
  const Outcome outcome = tools_.runner.RunLines(
      MinikubeCommand({"start", "-o", "json"}, kStarting), stop,
      [&](std::string_view line) {
        const auto event = ParseMinikubeEvent(line);
        if (event) ShowProgress(*event, name_, status);
      });
  if (outcome.Ok() || stop.stop_requested()) return;
  throw Error("minikube start -p {}: {}", name_, Reason(outcome));
}

// As it was before. What minikube says is of no use: the run is over anyway,
// and a profile that is half there is started whole the next time.
void MinikubeCluster::UndoStart(bool was_there) const {
  Minikube({was_there ? "stop" : "delete"}, kEnding);
}

void MinikubeCluster::UpdateContext() const {
  const Outcome outcome = Minikube({"update-context"}, kMinikubeAnswers);
  if (!outcome.Ok()) {
    throw Error("minikube update-context -p {}: {}", name_, Reason(outcome));
  }
}

void MinikubeCluster::Down(Status& status) {
  const ClusterLock one_at_a_time(LocalClusterId(kind(), name_, state_.path()));
  if (!AskStatus()) {
    status.Say(fmt::format("no minikube profile {}", name_));
    return;
  }
  status.Progress(fmt::format("stopping minikube profile {}", name_));
  const Outcome outcome = Minikube({"stop", "-o", "json"}, kEnding);
  if (!outcome.Ok()) {
    throw Error("minikube stop -p {}: {}", name_, Reason(outcome));
  }
  status.Say(fmt::format("minikube profile {} is stopped", name_));
}

}  // namespace bench
