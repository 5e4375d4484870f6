#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <nlohmann/json.hpp>
#include <sstream>
#include <utility>

#include "cluster/kinds.h"
#include "cluster/kwok_components.h"
#include "cluster/limited_user.h"
#include "cluster/lock.h"
#include "util/atomic_file.h"
#include "util/environment.h"
#include "util/error.h"
#include "util/read_file.h"

namespace bench {
namespace {

using nlohmann::json;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using Kind = ClusterState::Kind;

// Enough for the Pods of several developers' namespaces to be spread.
constexpr int kNodes = 3;

constexpr milliseconds kKwokctlAnswers = seconds(30);
// It may have to download the programs.
constexpr milliseconds kCreation = minutes(10);
constexpr milliseconds kDeletion = minutes(2);

// The programs of a cluster: kwokctl downloads those that it is not told.
struct Part {
  const char* flag;
  const char* program;
};
constexpr std::array<Part, 5> kParts = {{
    {"--kube-apiserver-binary", "kube-apiserver"},
    {"--kube-controller-manager-binary", "kube-controller-manager"},
    {"--kube-scheduler-binary", "kube-scheduler"},
    {"--kwok-controller-binary", "kwok"},
    {"--etcd-binary", "etcd"},
}};

std::vector<std::string> Lines(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

std::string LogField(const json& record, const char* key) {
  const auto value = record.find(key);
  if (value == record.end() || !value->is_string()) return "";
  return *value;
}

class KwokCluster final : public Cluster {
 public:
  KwokCluster(const std::string& name, const ClusterTools& tools,
              std::optional<bool> limits)
      // In another folder there may be another one of this name.
      : Cluster("kwok", name, tools, Variable("KWOK_WORKDIR")),
        folder_(KwokClusterFolder(name)),
        components_(folder_),
        wanted_limits_(limits) {}

  std::string Limits() const override {
    const auto limits = components_.HasLimits();
    return limits ? Word(*limits) : "";
  }

  ClusterState Probe() override {
    if (!tools().find_program("kwokctl")) {
      const std::string why = "kwokctl is not on PATH";
      if (!std::filesystem::exists(folder_)) return {Kind::kAbsent, why};
      return {Kind::kUnknown,
              fmt::format("{}, but {} is there", why, folder_.string())};
    }
    if (!Exists()) {
      return {Kind::kAbsent, fmt::format("no kwok cluster named {}", name())};
    }
    if (const std::vector<std::string> dead = components_.Dead();
        !dead.empty()) {
      const std::string parts = fmt::format("{}", fmt::join(dead, ", "));
      return {Kind::kStopped,
              fmt::format("kwok cluster {}: not running: {}", name(), parts),
              parts};
    }
    if (components_.Alive() == 0) {
      return {Kind::kStopped,
              fmt::format("kwok cluster {} is stopped", name())};
    }
    FetchKubeconfig();
    if (const std::string why = WhyNotReady(0); !why.empty()) {
      return {Kind::kNotAnswering,
              fmt::format("kwok cluster {}: {}", name(), why)};
    }
    return {Kind::kRunning, fmt::format("kwok cluster {} is running", name())};
  }

  void Up(Status& status, std::stop_token stop) override {
    Program();  // throws when it is not there
    state().Create();
    const ClusterLock one_at_a_time(LocalClusterId(kind(), name(), folder_));
    const ClusterState found = Probe();
    CheckLimits();
    switch (found.kind) {
      case Kind::kRunning:
        return;
      case Kind::kNotAnswering:
        // Another run may be using it, so it is not ours to delete.
        status.Progress("waiting for kwok cluster " + name());
        if (const std::string why = WaitUntilReady(0, stop); !why.empty()) {
          throw Error(
              "kwok cluster {} runs, but {}; ./bench cluster down --cluster "
              "kwok ends it",
              name(), why);
        }
        return;
      case Kind::kStopped:
        status.Say(found.detail + "; it is made anew");
        Delete();
        break;
      case Kind::kUnknown:  // Program has told it
      case Kind::kAbsent:
        break;
    }
    Create(status, stop);
  }

  void Down(Status& status) override {
    const ClusterLock one_at_a_time(LocalClusterId(kind(), name(), folder_));
    if (!Exists()) {
      status.Say(fmt::format("no kwok cluster named {}", name()));
    } else {
      status.Progress(fmt::format("deleting kwok cluster {}", name()));
      Delete();
      status.Say(fmt::format("kwok cluster {} is deleted", name()));
    }
    state().Remove();
  }

 private:
  static const char* Word(bool limits) { return limits ? "on" : "off"; }

  // One that runs keeps the limits that it was made with.
  void CheckLimits() const {
    const auto limits = components_.HasLimits();
    if (!limits || !wanted_limits_ || *limits == *wanted_limits_) return;
    throw Error(
        "kwok cluster {} is running with limits {}: --limits {} takes it as it "
        "is, ./bench cluster down --cluster kwok ends it",
        name(), Word(*limits), Word(*limits));
  }

  std::string Program() const {
    if (const auto program = tools().find_program("kwokctl")) return *program;
    throw Error(
        "kwokctl is not on PATH: scripts/control-plane makes it and the "
        "control plane's programs available");
  }

  Outcome Kwokctl(std::vector<std::string> arguments, milliseconds timeout,
                  std::stop_token stop = {}) const {
    arguments.insert(arguments.begin(), Program());
    return tools().runner.Run(
        {.argv = std::move(arguments), .timeout = timeout}, std::move(stop));
  }

  bool Exists() const {
    const Outcome outcome = Kwokctl({"get", "clusters"}, kKwokctlAnswers);
    if (!outcome.Ok()) {
      throw Error("kwokctl get clusters: {}", KwokctlError(outcome));
    }
    const std::vector<std::string> names = Lines(outcome.out);
    return std::find(names.begin(), names.end(), name()) != names.end();
  }

  // As its administrator.
  std::string AdminKubeconfig() const {
    const Outcome outcome =
        Kwokctl({"get", "kubeconfig", "--name", name()}, kKwokctlAnswers);
    if (!outcome.Ok()) {
      throw Error("kwokctl get kubeconfig: {}", KwokctlError(outcome));
    }
    return outcome.out;
  }

  void FetchKubeconfig() const {
    const std::string admin = AdminKubeconfig();
    if (!components_.HasLimits().value_or(false)) {
      state().WriteKubeconfig(admin);
      return;
    }
    const auto users = ReadFile(UsersFile());
    if (!users) {
      throw Error(
          "kwok cluster {} is running with limits on, and its user is not "
          "known: {} cannot be read; ./bench cluster down --cluster kwok ends "
          "it",
          name(), UsersFile().string());
    }
    state().WriteKubeconfig(KubeconfigOfUser(admin, *users));
  }

  std::filesystem::path UsersFile() const {
    return state().path() / "users.csv";
  }

  // What `kwokctl create cluster` is told of limits.
  std::vector<std::string> LimitArguments() const {
    if (!wanted_limits_.value_or(false)) return {"--disable-qps-limits"};
    if (const auto error =
            WriteWhole(UsersFile(), NewUsers(), /*secret=*/true)) {
      throw Error("{}: {}", UsersFile().string(), error.message());
    }
    return {"--extra-args",
            "kube-apiserver=token-auth-file=" + UsersFile().string()};
  }

  // A cluster that is not whole is not left behind.
  void Create(Status& status, const std::stop_token& stop) const {
    std::string why;
    try {
      why = TryCreate(status, stop);
    } catch (const Error& error) {
      why = error.what();
    }
    if (why.empty()) return;
    Delete();
    if (stop.stop_requested()) {
      throw RunError(
          "interrupted while kwok cluster {} was being created; it is deleted "
          "again",
          name());
    }
    throw Error(
        "kwok cluster {} could not be created: {}; scripts/control-plane "
        "--print says which of its programs are missing",
        name(), why);
  }

  std::string TryCreate(Status& status, const std::stop_token& stop) const {
    status.Progress(fmt::format("creating kwok cluster {}", name()));
    // kwokctl looks for ports that are free, and they are taken seconds later:
    // of two clusters that are made at once, one would not come up.
    const auto ports = ClusterLock::Await("kwok-ports", stop);
    if (!ports) return "interrupted";
    std::vector<std::string> create = {
        "create", "cluster", "--name", name(), "--runtime", "binary",
        // Without it the user's own would be written.
        "--kubeconfig", kubeconfig(), "--wait", "60s"};
    const std::vector<std::string> limits = LimitArguments();
    create.insert(create.end(), limits.begin(), limits.end());
    for (const Part& part : kParts) {
      const auto path = tools().find_program(part.program);
      if (path) create.insert(create.end(), {part.flag, *path});
    }
    // That it exits with 0 says little: it does so when it is interrupted, and
    // when the cluster has not become ready.
    const Outcome created = Kwokctl(std::move(create), kCreation, stop);
    if (!created.Ok()) return KwokctlError(created);

    status.Progress(fmt::format("adding {} nodes to {}", kNodes, name()));
    const Outcome scaled = Kwokctl({"scale", "node", "--name", name(),
                                    "--replicas", std::to_string(kNodes)},
                                   kKwokctlAnswers, stop);
    if (!scaled.Ok()) return KwokctlError(scaled);

    state().WriteKubeconfig(AdminKubeconfig());
    if (std::string why = WaitUntilReady(kNodes, stop); !why.empty()) {
      return why;
    }
    if (!wanted_limits_.value_or(false)) return "";
    const std::string why = tools().admit_user(kubeconfig());
    if (why.empty()) FetchKubeconfig();
    return why;
  }

  // Not to be interrupted: it takes a moment, and half of it is no state.
  void Delete() const {
    components_.DropStalePids();
    // The kubeconfig is told here too, else the user's own would be rewritten.
    const Outcome outcome = Kwokctl(
        {"delete", "cluster", "--name", name(), "--kubeconfig", kubeconfig()},
        kDeletion);
    if (!outcome.Ok()) {
      throw Error("kwok cluster {} could not be deleted: {}", name(),
                  KwokctlError(outcome));
    }
    components_.KillStray();
    std::error_code ignored;
    std::filesystem::remove(kubeconfig(), ignored);
  }

  const std::filesystem::path folder_;
  const KwokComponents components_;
  const std::optional<bool> wanted_limits_;
};

}  // namespace

std::string KwokctlError(const Outcome& outcome) {
  std::string last_line;
  std::string last_error;
  for (const std::string& line : Lines(outcome.err)) {
    if (!line.empty()) last_line = line;
    const json record = json::parse(line, nullptr, /*allow_exceptions=*/false);
    if (!record.is_object() || LogField(record, "level") != "ERROR") continue;
    const std::string reason = LogField(record, "err");
    last_error = reason.empty() ? LogField(record, "msg") : reason;
  }
  if (!last_error.empty()) return last_error;
  return last_line.empty() ? EndingText(outcome.ending) : last_line;
}

std::unique_ptr<Cluster> MakeKwokCluster(const std::string& name,
                                         const ClusterTools& tools,
                                         std::optional<bool> limits) {
  return std::make_unique<KwokCluster>(name, tools, limits);
}

}  // namespace bench
