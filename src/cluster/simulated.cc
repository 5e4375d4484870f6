#include "cluster/simulated.h"

#include <fmt/format.h>
#include <openssl/rand.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <csignal>
#include <nlohmann/json.hpp>
#include <random>
#include <thread>
#include <utility>

#include "kubernetes/base64.h"
#include "util/atomic_file.h"
#include "util/error.h"
#include "util/read_file.h"

namespace bench {
namespace {

using nlohmann::json;
using Kind = ClusterState::Kind;

std::string NewToken() {
  std::array<unsigned char, 16> bytes{};
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) {
    throw Error("no random bytes for a token");
  }
  std::string token;
  for (const unsigned char byte : bytes) token += fmt::format("{:02x}", byte);
  return token;
}

}  // namespace

SimulatedCluster::SimulatedCluster(std::string name, std::string profile,
                                   ClusterTools tools)
    : name_(std::move(name)),
      profile_(std::move(profile)),
      tools_(std::move(tools)),
      state_("simulated", name_) {}

SimulatedCluster::~SimulatedCluster() {
  if (!process_ || process_->let_go()) return;
  process_.reset();
  // It leads nowhere any more.
  std::error_code ignored;
  std::filesystem::remove(kubeconfig(), ignored);
}

std::filesystem::path SimulatedCluster::PidFile() const {
  return state_.path() / "server.pid";
}

// 0: none is kept running.
pid_t SimulatedCluster::KeptPid() const {
  const std::string text = ReadFile(PidFile()).value_or("");
  pid_t pid = 0;
  std::from_chars(text.data(), text.data() + text.size(), pid);
  return pid > 0 && IsSimulatorOf(pid, state_.path()) ? pid : 0;
}

ClusterState SimulatedCluster::Probe() {
  if (process_ && process_->alive()) {
    return {Kind::kRunning, fmt::format("simulated cluster {} runs", name_)};
  }
  if (KeptPid() == 0) {
    return {Kind::kAbsent,
            fmt::format("no simulated cluster {} is kept running", name_)};
  }
  if (const std::string why = tools_.why_not_ready(kubeconfig(), 0);
      !why.empty()) {
    return {Kind::kNotAnswering,
            fmt::format("simulated cluster {}: {}", name_, why)};
  }
  return {Kind::kRunning,
          fmt::format("simulated cluster {} is kept running", name_)};
}

void SimulatedCluster::Up(Status& status, std::stop_token /*stop*/) {
  state_.Create();
  auto lock = std::make_unique<ClusterLock>(LockId());
  const ClusterState state = Probe();
  if (state.kind == Kind::kRunning) return;
  if (state.kind == Kind::kNotAnswering) {
    throw Error("{}; ./bench cluster down --cluster simulated ends it",
                state.detail);
  }
  lock_ = std::move(lock);
  status.Progress(fmt::format("starting simulated cluster {}", name_));
  SimulatorOrder order;
  order.token = NewToken();
  order.profile = profile_;
  order.seed = std::random_device{}();
  order.keep = keep_;
  Start(std::move(order));
  if (!keep_) return;
  if (const auto error =
          WriteWhole(PidFile(), std::to_string(process_->pid()))) {
    throw Error("{}: {}", PidFile().string(), error.message());
  }
  // From here on it can be found, and ended, by another process.
  process_->LetGo();
}

std::string SimulatedCluster::LockId() const {
  return LocalClusterId(kind(), name_, state_.path());
}

void SimulatedCluster::Start(SimulatorOrder order) {
  process_ =
      std::make_unique<SimulatorProcess>(state_.path(), std::move(order));
  WriteKubeconfig();
}

void SimulatedCluster::WriteKubeconfig() const {
  const json cluster = {
      {"server", fmt::format("https://127.0.0.1:{}", process_->port())},
      {"certificate-authority-data", EncodeBase64(process_->ca())}};
  const json user = {{"token", process_->order().token}};
  const auto named = [&](const char* key, const json& value) {
    return json::array({{{"name", name_}, {key, value}}});
  };
  const json config = {
      {"apiVersion", "v1"},
      {"kind", "Config"},
      {"current-context", name_},
      {"clusters", named("cluster", cluster)},
      {"users", named("user", user)},
      {"contexts", named("context", {{"cluster", name_}, {"user", name_}})}};
  state_.WriteKubeconfig(config.dump(2));
}

// In the same place, so that all who know it find it again. What was in it is
// lost.
bool SimulatedCluster::Revive() {
  if (!process_ || process_->let_go() || process_->alive()) return false;
  SimulatorOrder order = process_->order();
  process_.reset();
  Start(std::move(order));
  return true;
}

void SimulatedCluster::Down(Status& status) {
  // Held as long as one runs that is not kept: its files stay.
  const ClusterLock one_at_a_time(LockId());
  const pid_t pid = KeptPid();
  if (pid == 0) {
    status.Say(fmt::format("no simulated cluster {} is kept running", name_));
  } else {
    // Nothing of it is on disk.
    kill(pid, SIGKILL);
    while (IsSimulatorOf(pid, state_.path())) {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    status.Say(fmt::format("simulated cluster {} is ended", name_));
  }
  state_.Remove();
}

}  // namespace bench
