#include "process/reap.h"

#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <string>
#include <system_error>
#include <vector>

#include "process/command_runner.h"
#include "process/cpu_time.h"
#include "util/last_error.h"

namespace bench {
namespace {

namespace fs = std::filesystem;

// What is told of a child that somebody else has waited for: no success.
constexpr int kUnknownCode = -1;

// /proc/PID/environ, see proc(5): each variable ends with a zero. Empty for a
// process that has ended, or is another user's.
bool Has(const fs::path& process, const std::string& mark) {
  std::ifstream file(process / "environ");
  std::string variable;
  while (std::getline(file, variable, '\0')) {
    if (variable == mark) return true;
  }
  return false;
}

std::vector<pid_t> Marked(const std::string& mark, pid_t spared) {
  std::vector<pid_t> found;
  std::error_code ignored;  // processes come and go while we look
  for (const fs::directory_entry& entry :
       fs::directory_iterator("/proc", ignored)) {
    const std::string name = entry.path().filename();
    if (name.find_first_not_of("0123456789") != std::string::npos) continue;
    const pid_t pid = std::stoi(name);
    if (pid != spared && Has(entry.path(), mark)) found.push_back(pid);
  }
  return found;
}

}  // namespace

Fd OpenPidfd(pid_t pid) {
  // glibc's pidfd_open cannot be linked from C++ before 2.37.
  Fd pidfd(static_cast<int>(syscall(SYS_pidfd_open, pid, 0)));
  if (pidfd.get() < 0) {
    throw LaunchError("cannot watch a child process (pidfd_open): {}",
                      LastError().message());
  }
  return pidfd;
}

bool ExitedWithZero(pid_t pid) {
  siginfo_t info{};
  while (waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOWAIT) < 0 &&
         errno == EINTR) {
  }
  return info.si_code == CLD_EXITED && info.si_status == 0;
}

Outcome Reap(pid_t pid) {
  int status = 0;
  rusage usage{};
  pid_t found = 0;
  do {
    found = wait4(pid, &status, 0, &usage);
  } while (found < 0 && errno == EINTR);
  Outcome reaped;
  if (found < 0) {
    reaped.ending = Exited{kUnknownCode};
  } else if (WIFSIGNALED(status)) {
    reaped.ending = Signaled{WTERMSIG(status)};
  } else {
    reaped.ending = Exited{WEXITSTATUS(status)};
  }
  reaped.user_s = Seconds(usage.ru_utime);
  reaped.system_s = Seconds(usage.ru_stime);
  reaped.max_rss_bytes = usage.ru_maxrss * std::int64_t{1024};  // in KiB
  return reaped;
}

void EndMarked(const std::string& mark, pid_t spared) {
  // Once more after each round: one of them may have forked meanwhile.
  for (int round = 0; round < 10; ++round) {
    const std::vector<pid_t> processes = Marked(mark, spared);
    if (processes.empty()) return;
    for (const pid_t pid : processes) kill(pid, SIGKILL);
  }
}

}  // namespace bench
