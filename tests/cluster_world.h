#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <sstream>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "cluster/cluster.h"
#include "cluster/kwok_components.h"
#include "process/program.h"
#include "process/subprocess_runner.h"
#include "status/status.h"
#include "util/error.h"
#include "util/read_file.h"

namespace bench {

/// Keeps what it is told: "say: …", "progress: …", "warn: …".
class StatusLog : public Status {
 public:
  void Say(std::string_view line) override { Add("say: ", line); }
  void Progress(std::string_view what) override { Add("progress: ", what); }
  void Warn(std::string_view line) override { Add("warn: ", line); }

  std::vector<std::string> lines;

 private:
  void Add(std::string_view mark, std::string_view text) {
    lines.push_back(std::string(mark) + std::string(text));
  }
};

inline std::string FileText(const std::filesystem::path& path) {
  return ReadFile(path).value_or("");
}

/// What `call` throws; fails the test when it throws nothing.
inline std::string ErrorOf(const std::function<void()>& call) {
  try {
    call();
  } catch (const Error& error) {
    return error.what();
  }
  ADD_FAILURE() << "no error";
  return "";
}

namespace cluster_world {

inline std::filesystem::path MakeHome() {
  std::string folder =
      std::filesystem::temp_directory_path() / "bench-cluster-XXXXXX";
  if (mkdtemp(folder.data()) == nullptr) throw std::runtime_error("mkdtemp");
  return folder;
}

inline void Set(const char* variable, const std::string& value) {
  setenv(variable, value.c_str(), 1);
}

inline std::filesystem::path Fakes() {
  return std::filesystem::path(BENCH_SOURCE_DIR) / "tests" / "fake";
}

}  // namespace cluster_world

/// A home of its own with the stand-ins of tests/fake on PATH, run as real
/// processes. What is asked of an API server is answered with `why_not_ready`.
class ClusterWorld : public testing::Test {
 protected:
  ClusterWorld();
  ~ClusterWorld() override;

  ClusterTools Tools();

  /// Runs one of the stand-ins directly; its exit code is not looked at.
  void RunFake(std::vector<std::string> argv,
               const std::map<std::string, std::string>& env = {});
  /// The arguments of the stand-in, one line a call, this world's folder
  /// written as HOME.
  std::vector<std::string> Asked(std::string_view tool) const;
  void Forget(std::string_view tool) const;

  /// Requests a stop as soon as a stand-in hangs; joined by its destructor.
  std::jthread StopWhenHanging(std::stop_source& stop) const;

  static std::vector<pid_t> Running(const std::filesystem::path& folder);

  std::filesystem::path home_;
  std::filesystem::path kwok_folder_;  // of the cluster helm-bench
  SubprocessRunner runner_;
  StatusLog status_;
  std::string why_not_ready_;
  std::string why_not_admitted_;
  std::string admitted_by_;  // a kubeconfig's text
};

inline ClusterWorld::ClusterWorld() : home_(cluster_world::MakeHome()) {
  static const std::string path = std::getenv("PATH");
  cluster_world::Set("PATH", cluster_world::Fakes().string() + ":" + path);
  cluster_world::Set("HOME", home_);
  cluster_world::Set("XDG_STATE_HOME", home_ / "state");
  cluster_world::Set("KWOK_WORKDIR", home_ / "kwok");
  cluster_world::Set("MINIKUBE_HOME", home_ / "minikube");
  for (const char* variable :
       {"FAKE_KWOKCTL", "FAKE_MINIKUBE", "KUBECONFIG", "BENCH_CLUSTER_NAME"}) {
    unsetenv(variable);
  }
  kwok_folder_ = home_ / "kwok" / "clusters" / "helm-bench";
}

inline ClusterWorld::~ClusterWorld() {
  for (const char* name : {"helm-bench", "helm-bench-minikube"}) {
    KwokComponents(home_ / "kwok" / "clusters" / name).KillStray();
  }
  std::error_code ignored;
  std::filesystem::remove_all(home_, ignored);
}

// Only the stand-ins are found: what else a machine has makes no difference.
inline ClusterTools ClusterWorld::Tools() {
  return {.runner = runner_,
          .find_program =
              [](std::string_view name) {
                return FindProgram((cluster_world::Fakes() / name).string());
              },
          .why_not_ready = [this](const std::filesystem::path& kubeconfig,
                                  int) -> std::string {
            if (!std::filesystem::exists(kubeconfig))
              return "there is no kubeconfig";
            return why_not_ready_;
          },
          .admit_user =
              [this](const std::filesystem::path& kubeconfig) {
                admitted_by_ = FileText(kubeconfig);
                return why_not_admitted_;
              }};
}

inline void ClusterWorld::RunFake(
    std::vector<std::string> argv,
    const std::map<std::string, std::string>& env) {
  argv[0] = cluster_world::Fakes() / argv[0];
  runner_.Run({.argv = std::move(argv), .env = env}, {});
}

inline std::vector<std::string> ClusterWorld::Asked(
    std::string_view tool) const {
  const std::filesystem::path log = tool == "kwokctl"
                                        ? home_ / "kwok" / "kwokctl.log"
                                        : home_ / "minikube" / "minikube.log";
  std::istringstream text(FileText(log));
  std::vector<std::string> lines;
  for (std::string line; std::getline(text, line);) {
    for (std::size_t at = line.find(home_.string()); at != std::string::npos;
         at = line.find(home_.string())) {
      line.replace(at, home_.string().size(), "HOME");
    }
    lines.push_back(line);
  }
  return lines;
}

inline void ClusterWorld::Forget(std::string_view tool) const {
  std::filesystem::remove(tool == "kwokctl"
                              ? home_ / "kwok" / "kwokctl.log"
                              : home_ / "minikube" / "minikube.log");
}

inline std::jthread ClusterWorld::StopWhenHanging(
    std::stop_source& stop) const {
  return std::jthread([this, &stop](const std::stop_token& give_up) {
    while (!give_up.stop_requested() &&
           !std::filesystem::exists(home_ / "kwok" / "hanging") &&
           !std::filesystem::exists(home_ / "minikube" / "hanging")) {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    stop.request_stop();
  });
}

inline std::vector<pid_t> ClusterWorld::Running(
    const std::filesystem::path& folder) {
  std::vector<pid_t> pids;
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    const std::string name = entry.path().filename();
    if (name.find_first_not_of("0123456789") != std::string::npos) continue;
    if (FileText(entry.path() / "cmdline").starts_with(folder.string())) {
      pids.push_back(std::stoi(name));
    }
  }
  return pids;
}

}  // namespace bench
