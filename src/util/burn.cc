#include "util/burn.h"

#include <atomic>
#include <ctime>

namespace bench {

double ThreadCpuSeconds() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) +
         static_cast<double>(time.tv_nsec) * 1e-9;
}

void BurnCpuUntil(double target_s) {
  // Some 10 microseconds, so that the clock's system calls are few.
  constexpr int kRound = 2'000;
  std::atomic<int> work = 0;
  while (ThreadCpuSeconds() < target_s) {
    for (int i = 0; i < kRound; ++i) work.fetch_add(i);
  }
}

}  // namespace bench
