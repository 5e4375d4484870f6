#pragma once

#include <string>
#include <vector>

namespace bench {

/// The program that a pool of processes starts as its workers.
inline std::vector<std::string> WorkerArgv() {
  return {BENCH_BINARY, "worker"};
}

}  // namespace bench
