#include "executor/executor.h"

namespace bench {

void CheckWorkers(int workers) {
  if (workers < 1) {
    throw Error("a pool needs at least one worker, not {}", workers);
  }
}

Error SubmitAfterShutdown() {
  return Error(
      "a task was submitted after the executor's shutdown [this is a bug]");
}

}  // namespace bench
