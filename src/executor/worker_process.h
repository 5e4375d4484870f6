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

/// A worker process as its pool sees it. Abstract, so that only its own file
/// knows the sockets. Lives in the thread that runs the
/// io_context: its functions and its events are called there only.
class WorkerProcess {
 public:
  struct Events {
    /// It has answered its task; free() again.
    std::function<void(Promise<Outcome>, TaskResult)> answered;
    /// It is gone and waited for, and so is all that it had started.
    std::function<void(WorkerProcess&)> gone;
  };

  virtual ~WorkerProcess() = default;

  virtual bool free() const = 0;
  /// Gives it a task, only while it is free: the order (EncodeRun) and whom to
  /// tell the answer.
  virtual void Give(const std::string& order, Promise<Outcome> promise) = 0;
  /// Asks it to end the task that it is running.
  virtual void Stop() = 0;
  /// Asks it to end, and kills it when it does not.
  virtual void End() = 0;
  /// Takes the task away that it has not answered, if there is one.
  virtual std::optional<Promise<Outcome>> TakeTask() = 0;

  virtual pid_t pid() const = 0;
  /// Once gone: "signal 9 (Killed)", or what it was killed for.
  virtual std::string DescribeEnd() const = 0;
  /// Once gone: user and system, without the tasks it ran.
  virtual double cpu_seconds() const = 0;
};

/// Launches `argv`. Throws LaunchError or std::system_error.
std::unique_ptr<WorkerProcess> StartWorker(boost::asio::io_context& io,
                                           const std::vector<std::string>& argv,
                                           WorkerProcess::Events events);

}  // namespace bench
