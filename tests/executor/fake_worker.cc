// A worker of a process pool that runs fake_work.h.
#include <unistd.h>

#include "executor/fake_work.h"
#include "executor/worker.h"

int main() {
  return bench::RunWorker(STDIN_FILENO, STDOUT_FILENO, bench::RunFakeWork);
}
