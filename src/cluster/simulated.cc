#include <fmt/format.h>
#include <unistd.h>

#include <charconv>
#include <csignal>
#include <nlohmann/json.hpp>
#include <random>
#include <thread>
#include <utility>

#include "cluster/kinds.h"
#include "cluster/lock.h"
#include "cluster/simulator_process.h"
#include "cluster/token.h"
#include "kubernetes/base64.h"
#include "util/atomic_file.h"
#include "util/error.h"
#include "util/read_file.h"

namespace bench {
namespace {

using nlohmann::json;
using Kind = ClusterState::Kind;

class SimulatedCluster final : public Cluster {
 public:
  SimulatedCluster(const std::string& name, const std::string& profile,
                   const ClusterTools& tools)
      : Cluster("simulated", name, tools), profile_(profile) {}

  ~SimulatedCluster() override {
    if (!process_ || process_->let_go()) return;
    process_.reset();
    // It leads nowhere any more.
    std::error_code ignored;
    std::filesystem::remove(kubeconfig(), ignored);
  }

  ClusterState Probe() override {
    if (process_ && process_->alive()) {
      return {Kind::kRunning, fmt::format("simulated cluster {} runs", name())};
    }
    if (KeptPid() == 0) {
      return {Kind::kAbsent,
              fmt::format("no simulated cluster {} is kept running", name())};
    }
    if (const std::string why = WhyNotReady(0); !why.empty()) {
      return {Kind::kNotAnswering,
              fmt::format("simulated cluster {}: {}", name(), why)};
    }
    return {Kind::kRunning,
            fmt::format("simulated cluster {} is kept running", name())};
  }

  void Keep() override { keep_ = true; }

  void Up(Status& status, std::stop_token /*stop*/) override {
    state().Create();
    auto lock = std::make_unique<ClusterLock>(LockId());
    const ClusterState found = Probe();
    if (found.kind == Kind::kRunning) return;
    if (found.kind == Kind::kNotAnswering) {
      throw Error("{}; ./bench cluster down --cluster simulated ends it",
                  found.detail);
    }
    lock_ = std::move(lock);
    status.Progress(fmt::format("starting simulated cluster {}", name()));
    Start({.token = NewToken(),
           .profile = profile_,
           .seed = std::random_device{}(),
           .keep = keep_});
    if (!keep_) return;
    if (const auto error =
            WriteWhole(PidFile(), std::to_string(process_->pid()))) {
      throw Error("{}: {}", PidFile().string(), error.message());
    }
    // From here on it can be found, and ended, by another process.
    process_->LetGo();
  }

  void Down(Status& status) override {
    // Held as long as one runs that is not kept: its files stay.
    const ClusterLock one_at_a_time(LockId());
    const pid_t pid = KeptPid();
    if (pid == 0) {
      status.Say(
          fmt::format("no simulated cluster {} is kept running", name()));
    } else {
      // Nothing of it is on disk.
      kill(pid, SIGKILL);
      while (IsSimulatorOf(pid, state().path())) {
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
      }
      status.Say(fmt::format("simulated cluster {} is ended", name()));
    }
    state().Remove();
  }

  // In the same place, so that all who know it find it again. What was in it is
  // lost.
  bool Revive() override {
    if (!process_ || process_->let_go() || process_->alive()) return false;
    SimulatorOrder order = process_->order();
    process_.reset();
    Start(std::move(order));
    return true;
  }

 private:
  std::filesystem::path PidFile() const {
    return state().path() / "server.pid";
  }

  // 0: none is kept running.
  pid_t KeptPid() const {
    const std::string text = ReadFile(PidFile()).value_or("");
    pid_t pid = 0;
    std::from_chars(text.data(), text.data() + text.size(), pid);
    return pid > 0 && IsSimulatorOf(pid, state().path()) ? pid : 0;
  }

  void Start(SimulatorOrder order) {
    process_ =
        std::make_unique<SimulatorProcess>(state().path(), std::move(order));
    WriteKubeconfig();
  }

  void WriteKubeconfig() const {
    const json cluster = {
        {"server", fmt::format("https://127.0.0.1:{}", process_->port())},
        {"certificate-authority-data", EncodeBase64(process_->ca())}};
    const json user = {{"token", process_->order().token}};
    const auto named = [&](const char* key, const json& value) {
      return json::array({{{"name", name()}, {key, value}}});
    };
    const json config = {{"apiVersion", "v1"},
                         {"kind", "Config"},
                         {"current-context", name()},
                         {"clusters", named("cluster", cluster)},
                         {"users", named("user", user)},
                         {"contexts", named("context", {{"cluster", name()},
                                                        {"user", name()}})}};
    state().WriteKubeconfig(config.dump(2));
  }

  std::string LockId() const {
    return LocalClusterId(kind(), name(), state().path());
  }

  const std::string profile_;
  bool keep_ = false;
  // Held while a server runs that ends with us: nobody else's may take its
  // kubeconfig.
  std::unique_ptr<ClusterLock> lock_;
  std::unique_ptr<SimulatorProcess> process_;
};

}  // namespace

std::unique_ptr<Cluster> MakeSimulatedCluster(const std::string& name,
                                              const std::string& profile,
                                              const ClusterTools& tools) {
  return std::make_unique<SimulatedCluster>(name, profile, tools);
}

}  // namespace bench
