#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "cluster/limited_user.h"
#include "cluster/paths.h"
#include "cluster/ready.h"
#include "process/command_runner.h"
#include "process/program.h"
#include "status/status.h"

namespace bench {

/// What `./bench cluster status` and the choice of `auto` want to know.
struct ClusterState {
  enum class Kind {
    kAbsent,
    kUnknown,       // the tool that knows is missing or does not work
    kStopped,       // there, but not running: Up makes it run
    kNotAnswering,  // there, but its API server does not answer us
    kRunning,
  };
  Kind kind = Kind::kAbsent;
  /// In words, with the reason: "no kwok cluster named helm-bench".
  std::string detail;
  /// Of one that does not run, what of it does not; empty: all of it.
  std::string parts;
};

/// What the kinds need of the outside world. Tests put stand-ins here.
struct ClusterTools {
  CommandRunner& runner;
  std::function<std::optional<std::filesystem::path>(std::string_view name)>
      find_program = FindProgram;
  std::function<std::string(const std::filesystem::path& kubeconfig, int nodes)>
      why_not_ready = WhyNotReady;
  std::function<std::string(const std::filesystem::path& kubeconfig)>
      admit_user = AdmitUser;
  /// How long a cluster that runs may need until it answers. A new one needs
  /// 5 s, on a busy machine 20 s.
  std::chrono::milliseconds patience{30'000};
};

/// Where releases live. Abstract because the kinds are started in different
/// ways; once running, all are a kubeconfig of our own.
class Cluster {
 public:
  virtual ~Cluster() = default;

  /// "kwok", "minikube", "context" or "simulated".
  const std::string& kind() const { return kind_; }
  /// The name of the kwok cluster, minikube profile or context.
  const std::string& name() const { return name_; }
  /// "kwok helm-bench".
  std::string title() const { return kind() + " " + name(); }
  /// Where our kubeconfig and the session's files are.
  const StateFolder& state() const { return state_; }

  /// "on" or "off" for one that runs and whose limits can be chosen, see
  /// ClusterInfo; empty for all others.
  virtual std::string Limits() const { return ""; }

  /// What else its user has chosen of one that runs and times depend on, by
  /// name, see ClusterInfo. Throws Error when the tool that knows cannot be
  /// asked.
  virtual std::map<std::string, std::string> Settings() const { return {}; }

  /// Starts nothing. Throws Error when the tool that knows cannot be asked.
  virtual ClusterState Probe() = 0;

  /// What Up starts shall stay when this process has ended: to be said before,
  /// and it matters only to what would end with us.
  virtual void Keep() {}

  /// Makes it run, creating it when absent, and writes our kubeconfig.
  /// Idempotent. Throws Error with what the tool said. When `stop` is
  /// requested, what has been begun is undone, and RunError says so.
  virtual void Up(Status& status, std::stop_token stop) = 0;

  /// Ends what Up started; nothing when it is not there. Throws Error where the
  /// cluster is not ours to end.
  virtual void Down(Status& status) = 0;

  /// Starts it anew, empty, in the same place, if it has died and is ours to
  /// start so. False: there was nothing to do. Throws Error.
  virtual bool Revive() { return false; }

  /// The harness's own file, valid after Up; its current context is the
  /// cluster. The user's kubeconfig is never written.
  std::filesystem::path kubeconfig() const { return state().kubeconfig(); }

 protected:
  /// `among`: as of StateFolder.
  Cluster(std::string kind, std::string name, ClusterTools tools,
          std::string_view among = "");

  const ClusterTools& tools() const { return tools_; }

  /// Why the API server or that many nodes are not ready; empty: they are.
  std::string WhyNotReady(int nodes) const;
  /// Asks so until the answer is empty, the patience is at an end or a stop is
  /// requested. Returns the last answer.
  std::string WaitUntilReady(int nodes, const std::stop_token& stop) const;

 private:
  std::string kind_;
  std::string name_;
  ClusterTools tools_;
  StateFolder state_;
};

}  // namespace bench
