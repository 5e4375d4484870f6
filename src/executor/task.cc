#include "executor/task.h"

#include "util/error.h"

namespace bench {

TaskRunner CommandTasks(CommandRunner& runner) {
  return [&runner](const Task& task, const std::stop_token& stop) {
    if (const auto* work = std::get_if<Work>(&task)) {
      throw Error("no work is called \"{}\" here", work->name);
    }
    return runner.Run(std::get<Command>(task), stop);
  };
}

}  // namespace bench
