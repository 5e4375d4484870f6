#include "process/cpu_time.h"

#include <sys/resource.h>

namespace bench {
double Seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) +
         static_cast<double>(time.tv_usec) * 1e-6;
}

double OwnCpuSeconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);  // cannot fail with these arguments
  return Seconds(usage.ru_utime) + Seconds(usage.ru_stime);
}

}  // namespace bench
