#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "util/fd.h"

namespace bench {

/// What a simulated API server is started with; see simulator/main.cc.
struct SimulatorOrder {
  std::string token;
  std::uint16_t port = 0;  // 0: one that is free
  std::string profile;
  std::uint64_t seed = 0;
  /// It can outlive this process, and says what it has to say in server.log in
  /// its folder.
  bool keep = false;
  /// JSON text: those of an earlier one, so that its clients find it again.
  std::string certificates;
};

/// A simulated API server that this process has started: the program
/// `simulated-api-server` beside this one, in a session of its own. Ends when
/// this object does, unless it was let go.
class SimulatorProcess {
 public:
  /// Waits until it listens. `folder` tells in the list of processes whose it
  /// is. Throws Error: it cannot be started, the port is taken.
  SimulatorProcess(const std::filesystem::path& folder, SimulatorOrder order);
  ~SimulatorProcess();
  SimulatorProcess(const SimulatorProcess&) = delete;
  SimulatorProcess& operator=(const SimulatorProcess&) = delete;

  pid_t pid() const { return pid_; }
  std::uint16_t port() const { return order_.port; }
  /// PEM text.
  const std::string& ca() const { return ca_; }
  /// The order with which one would be started that takes its place.
  const SimulatorOrder& order() const { return order_; }

  bool alive() const;

  /// It stays when this object ends; its order must say that it can.
  void LetGo() { let_go_ = true; }
  bool let_go() const { return let_go_; }

 private:
  void Send();
  void ReadAnswer();

  SimulatorOrder order_;
  std::string ca_;
  Fd in_;
  Fd out_;
  pid_t pid_ = 0;
  bool let_go_ = false;
};

/// Whether a process is the simulated API server of this folder. After a
/// reboot, the number may be anybody's.
bool IsSimulatorOf(pid_t pid, const std::filesystem::path& folder);

}  // namespace bench
