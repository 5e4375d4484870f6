#include <fmt/format.h>

#include <utility>
#include <variant>

#include "cluster/kinds.h"
#include "cluster/lock.h"
#include "cluster/minikube_output.h"
#include "util/error.h"
#include "util/text.h"

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
  if (event.type != "step") return;
  status.Progress(fmt::format("starting minikube profile {}: {} ({}/{})", name,
                              event.name, event.current_step,
                              event.total_steps));
}

class MinikubeCluster final : public Cluster {
 public:
  MinikubeCluster(const std::string& name, const ClusterTools& tools)
      : Cluster("minikube", name, tools) {}

  ClusterState Probe() override {
    if (!tools().find_program("minikube")) {
      const std::string why = "minikube is not on PATH";
      if (!std::filesystem::exists(kubeconfig())) return {Kind::kAbsent, why};
      return {Kind::kUnknown,
              fmt::format("{}, but {} has been started before", why, name())};
    }
    const auto status = AskStatus();
    if (!status) {
      return {Kind::kAbsent, fmt::format("no minikube profile {}", name())};
    }
    if (status->running) {
      return {Kind::kRunning,
              fmt::format("minikube profile {} is running", name())};
    }
    if (!status->known && !status->machine_gone) {
      return {Kind::kUnknown,
              fmt::format("minikube profile {}: {}", name(), status->detail)};
    }
    if (status->detail.empty()) {
      return {Kind::kStopped,
              fmt::format("minikube profile {} is stopped", name())};
    }
    return {Kind::kStopped,
            fmt::format("minikube profile {}: {}", name(), status->detail),
            status->detail};
  }

  std::map<std::string, std::string> Settings() const override {
    const Outcome list =
        Minikube({"profile", "list", "-l", "-o", "json"}, kMinikubeAnswers);
    auto settings = ParseMinikubeProfile(list.out, name());
    const Outcome version = Minikube({"version", "--short"}, kMinikubeAnswers);
    if (version.Ok()) settings["minikube"] = std::string(Trim(version.out));
    return settings;
  }

  void Up(Status& status, std::stop_token stop) override {
    const ClusterLock one_at_a_time(
        LocalClusterId(kind(), name(), state().path()));
    const auto found = AskStatus();
    if (found && found->machine_gone) {
      // minikube would wait for it for minutes, and fail.
      throw Error("minikube profile {}: {}; {}, and then it can be made anew",
                  name(), found->detail, HowToRemove());
    }
    const bool runs = found && found->running;
    if (!runs) {
      Start(status, stop);
    } else if (!found->configured) {
      // Started by hand, with the user's kubeconfig.
      UpdateContext();
    }
    const std::string why = WaitUntilReady(1, stop);
    if (stop.stop_requested()) {
      if (!runs) UndoStart(found.has_value());
      throw RunError("interrupted while minikube profile {} was being started",
                     name());
    }
    if (!why.empty()) {
      throw Error(
          "minikube profile {} runs, but {}; minikube logs -p {} may say why",
          name(), why, name());
    }
  }

  void Down(Status& status) override {
    const ClusterLock one_at_a_time(
        LocalClusterId(kind(), name(), state().path()));
    const auto found = AskStatus();
    if (!found) {
      status.Say(fmt::format("no minikube profile {}", name()));
      return;
    }
    if (!found->known) {
      // To stop what is not there takes minikube many attempts.
      status.Say(fmt::format("minikube profile {}: {}{}", name(), found->detail,
                             found->machine_gone ? "; " + HowToRemove() : ""));
      return;
    }
    status.Progress(fmt::format("stopping minikube profile {}", name()));
    const Outcome outcome = Minikube({"stop", "-o", "json"}, kEnding);
    if (!outcome.Ok()) {
      throw Error("minikube stop -p {}: {}", name(), Reason(outcome));
    }
    status.Say(fmt::format("minikube profile {} is stopped", name()));
  }

 private:
  std::string HowToRemove() const {
    return fmt::format("minikube delete -p {} removes what is left of it",
                       name());
  }

  Command MinikubeCommand(std::vector<std::string> arguments,
                          milliseconds timeout) const {
    const auto program = tools().find_program("minikube");
    if (!program) {
      throw Error(
          "minikube is not on PATH: install it "
          "(https://minikube.sigs.k8s.io/docs/start/), or use --cluster kwok");
    }
    state().Create();
    arguments.insert(arguments.begin(), program->string());
    arguments.insert(arguments.end(), {"-p", name()});
    return {.argv = std::move(arguments),
            .env = {{"KUBECONFIG", kubeconfig().string()}},
            .timeout = timeout};
  }

  Outcome Minikube(std::vector<std::string> arguments,
                   milliseconds timeout) const {
    return tools().runner.Run(MinikubeCommand(std::move(arguments), timeout),
                              {});
  }

  // Empty when there is no such profile.
  std::optional<MinikubeStatus> AskStatus() const {
    const Outcome outcome =
        Minikube({"status", "-o", "json"}, kMinikubeAnswers);
    if (EndedWith(outcome, kNoProfile)) return std::nullopt;
    if (auto status = ParseMinikubeStatus(outcome.out, outcome.err)) {
      return status;
    }
    throw Error("minikube status -p {}: {}", name(), Reason(outcome));
  }

  void Start(Status& status, const std::stop_token& stop) const {
    status.Progress(fmt::format("starting minikube profile {}", name()));
    // Of no interest where all goes well: most are about settings that the user
    // has chosen, and come at every start.
    std::vector<std::string> warnings;
    const Outcome outcome = tools().runner.RunLines(
        MinikubeCommand({"start", "-o", "json"}, kStarting), stop,
        [&](std::string_view line) {
          const auto event = ParseMinikubeEvent(line);
          if (!event) return;
          if (event->type == "warning") warnings.push_back(event->message);
          ShowProgress(*event, name(), status);
        });
    if (outcome.Ok() || stop.stop_requested()) return;
    for (const std::string& warning : warnings) {
      status.Warn("minikube: " + warning);
    }
    throw Error("minikube start -p {}: {}", name(), Reason(outcome));
  }

  // As it was before. What minikube says is of no use: the run is over anyway,
  // and a profile that is half there is started whole the next time.
  void UndoStart(bool was_there) const {
    Minikube({was_there ? "stop" : "delete"}, kEnding);
  }

  void UpdateContext() const {
    const Outcome outcome = Minikube({"update-context"}, kMinikubeAnswers);
    if (!outcome.Ok()) {
      throw Error("minikube update-context -p {}: {}", name(), Reason(outcome));
    }
  }
};

}  // namespace

std::unique_ptr<Cluster> MakeMinikubeCluster(const std::string& name,
                                             const ClusterTools& tools) {
  return std::make_unique<MinikubeCluster>(name, tools);
}

}  // namespace bench
