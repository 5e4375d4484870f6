#pragma once

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>

#include "process/command.h"

namespace bench {

/// Real processes in tests.
inline Command Shell(const std::string& script) {
  return {.argv = {"/bin/sh", "-c", script}};
}

/// A process that has ended counts as gone, reaped or not.
inline bool IsRunning(pid_t pid) {
  std::ifstream stat("/proc/" + std::to_string(pid) + "/stat");
  std::string line;
  std::getline(stat, line);
  const std::size_t name_end = line.rfind(')');
  return name_end != std::string::npos && line.substr(name_end + 2, 1) != "Z";
}

/// Waits for it; the end of an orphan is seen a moment after the signal.
inline bool EndsSoon(pid_t pid) {
  for (int i = 0; i < 1000 && IsRunning(pid); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return !IsRunning(pid);
}

inline std::ptrdiff_t OpenDescriptors() {
  return std::distance(std::filesystem::directory_iterator("/proc/self/fd"),
                       std::filesystem::directory_iterator());
}

/// Neither a running one nor a zombie.
inline bool HasNoChild() {
  return waitpid(-1, nullptr, WNOHANG) == -1 && errno == ECHILD;
}

class TempFolder {
 public:
  TempFolder() {
    std::string name = testing::TempDir() + "/bench-XXXXXX";
    path_ = mkdtemp(name.data());
  }
  ~TempFolder() { std::filesystem::remove_all(path_); }
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;

  std::filesystem::path operator/(const char* name) const {
    return path_ / name;
  }

 private:
  std::filesystem::path path_;
};

/// Holds up commands until it is opened.
class Gate {
 public:
  /// Says its pid in the file "arrived", waits, and succeeds.
  Command Pass() const {
    return Shell("echo $$ >>" + (folder_ / "arrived").string() +
                 "; while [ ! -e " + (folder_ / "open").string() +
                 " ]; do sleep 0.01; done");
  }
  void Open() const { std::ofstream(folder_ / "open") << "\n"; }

  /// Their pids, once so many have arrived.
  std::vector<pid_t> WaitForArrivals(int number) const {
    while (true) {
      std::ifstream arrived(folder_ / "arrived");
      std::vector<pid_t> pids;
      for (pid_t pid = 0; arrived >> pid;) pids.push_back(pid);
      if (pids.size() >= static_cast<std::size_t>(number)) return pids;
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  }

 private:
  TempFolder folder_;
};

}  // namespace bench
