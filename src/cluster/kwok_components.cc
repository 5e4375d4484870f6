#include "cluster/kwok_components.h"

#include <signal.h>  // NOLINT(modernize-deprecated-headers): kill is POSIX

#include <charconv>
#include <chrono>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>

#include "util/environment.h"
#include "util/read_file.h"

namespace bench {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

// A killed process is gone in a few milliseconds; a machine that needs longer
// than this has other troubles.
constexpr int kLooks = 100;
constexpr milliseconds kBetweenLooks{20};

std::optional<pid_t> ParsePid(std::string_view text) {
  pid_t pid = 0;
  std::from_chars(text.data(), text.data() + text.size(), pid);
  return pid > 0 ? std::optional(pid) : std::nullopt;
}

// The arguments of a process, each ended by a zero byte; empty when there is no
// such process, or only its zombie.
std::string CommandLine(pid_t pid) {
  return ReadFile(fs::path("/proc") / std::to_string(pid) / "cmdline")
      .value_or("");
}

// Component name -> process id, as kwokctl has noted them.
std::map<std::string, pid_t> NotedPids(const fs::path& folder) {
  std::map<std::string, pid_t> pids;
  std::error_code error;
  for (const auto& file : fs::directory_iterator(folder / "pids", error)) {
    pids[file.path().stem()] =
        ParsePid(ReadFile(file.path()).value_or("")).value_or(0);
  }
  return pids;
}

}  // namespace

fs::path KwokClusterFolder(const std::string& name) {
  fs::path workdir = Variable("KWOK_WORKDIR");
  if (workdir.empty()) workdir = fs::path(Variable("HOME")) / ".kwok";
  return fs::absolute(workdir) / "clusters" / name;
}

KwokComponents::KwokComponents(fs::path folder) : folder_(std::move(folder)) {}

// Every component is told paths in the cluster's folder.
bool KwokComponents::IsOurs(pid_t pid) const {
  return pid > 0 &&
         CommandLine(pid).find(folder_.string() + "/") != std::string::npos;
}

std::vector<std::string> KwokComponents::Dead() const {
  std::vector<std::string> dead;
  for (const auto& [name, pid] : NotedPids(folder_)) {
    if (!IsOurs(pid)) dead.push_back(name);
  }
  return dead;
}

std::size_t KwokComponents::Alive() const {
  std::size_t alive = 0;
  for (const auto& [name, pid] : NotedPids(folder_)) {
    if (IsOurs(pid)) ++alive;
  }
  return alive;
}

std::optional<bool> KwokComponents::HasLimits() const {
  const auto pids = NotedPids(folder_);
  const auto server = pids.find("kube-apiserver");
  if (server == pids.end() || !IsOurs(server->second)) return std::nullopt;
  // Which is what kwokctl makes of --disable-qps-limits.
  return CommandLine(server->second)
             .find("--enable-priority-and-fairness=false") == std::string::npos;
}

void KwokComponents::DropStalePids() const {
  for (const std::string& name : Dead()) {
    std::error_code ignored;
    fs::remove(folder_ / "pids" / (name + ".pid"), ignored);
  }
}

std::vector<pid_t> KwokComponents::RunningFromFolder() const {
  const std::string programs = folder_ / "bin/";
  std::vector<pid_t> pids;
  std::error_code error;
  for (const auto& process : fs::directory_iterator("/proc", error)) {
    const auto pid = ParsePid(process.path().filename().string());
    if (pid && CommandLine(*pid).starts_with(programs)) pids.push_back(*pid);
  }
  return pids;
}

void KwokComponents::KillStray() const {
  for (int look = 0; look < kLooks; ++look) {
    const std::vector<pid_t> strays = RunningFromFolder();
    if (strays.empty()) return;
    for (const pid_t pid : strays) kill(pid, SIGKILL);
    std::this_thread::sleep_for(kBetweenLooks);
  }
}

}  // namespace bench
