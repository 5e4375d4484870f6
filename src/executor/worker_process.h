#pragma once

#include <sys/types.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "executor/submission.h"

namespace boost::asio {
class io_context;  // NOLINT(readability-identifier-naming): not ours
}

namespace bench {

/// A worker process as its pool sees it. Lives in the thread that runs the
/// io_context: its functions and its events are called there only.
class WorkerProcess {
 public:
  struct Events {
    /// It has answered its task; free() again.
    std::function<void(Promise<Outcome>, TaskResult)> answered;
    /// It is gone and waited for, and so is all that it had started.
    std::function<void(WorkerProcess&)> gone;
  };

  /// Launches `argv`. Throws LaunchError or std::system_error.
  WorkerProcess(boost::asio::io_context& io,
                const std::vector<std::string>& argv, Events events);
  ~WorkerProcess();

  bool free() const;
  /// Gives it a task, only while it is free: the order (EncodeRun) and whom to
  /// tell the answer.
  void Give(const std::string& order, Promise<Outcome> promise);
  /// Asks it to end the task that it is running.
  void Stop();
  /// Asks it to end, and kills it when it does not.
  void End();
  /// Takes the task away that it has not answered, if there is one.
  std::optional<Promise<Outcome>> TakeTask();

  pid_t pid() const;
  /// Once gone: "signal 9 (Killed)", or what it was killed for.
  std::string DescribeEnd() const;
  /// Once gone: user and system, without the tasks it ran.
  double cpu_seconds() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace bench
