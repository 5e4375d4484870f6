#include "cli/commands/worker.h"

#include <unistd.h>

#include "executor/worker.h"
#include "process/subprocess_runner.h"

namespace bench {

int WorkerCommand(const Options& /*options*/) {
  SubprocessRunner runner;
  return RunWorker(STDIN_FILENO, STDOUT_FILENO, CommandTasks(runner));
}

}  // namespace bench
