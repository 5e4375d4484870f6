#include "runner/environment.h"

#include <sched.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <array>
#include <fstream>
#include <optional>
#include <string>

#include "util/environment.h"

namespace bench {
namespace {

// The value of the first line that begins with `key`, then `separator`.
std::string ReadValue(const char* file, std::string_view key, char separator) {
  std::ifstream stream(file);
  for (std::string line; std::getline(stream, line);) {
    if (!line.starts_with(key)) continue;
    auto at = line.find(separator);
    if (at == std::string::npos) continue;
    at = line.find_first_not_of(" \t\"", at + 1);
    if (at == std::string::npos) return "";
    const auto last = line.find_last_not_of(" \t\"");
    return line.substr(at, last - at + 1);
  }
  return "";
}

int UsableCpus() {
  cpu_set_t set;
  CPU_ZERO(&set);
  if (sched_getaffinity(0, sizeof set, &set) == 0) return CPU_COUNT(&set);
  return static_cast<int>(sysconf(_SC_NPROCESSORS_ONLN));
}

// What the control group (v2, then v1) allows, in processors.
std::optional<double> CpuQuota() {
  const auto share = [](double quota, double period) -> std::optional<double> {
    if (quota <= 0 || period <= 0) return std::nullopt;
    return quota / period;
  };
  double quota = 0;
  double period = 0;
  if (std::ifstream v2("/sys/fs/cgroup/cpu.max"); v2 >> quota >> period) {
    return share(quota, period);
  }
  std::ifstream("/sys/fs/cgroup/cpu/cpu.cfs_quota_us") >> quota;
  std::ifstream("/sys/fs/cgroup/cpu/cpu.cfs_period_us") >> period;
  return share(quota, period);
}

std::string Governor() {
  std::string governor;
  std::ifstream("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor") >>
      governor;
  return governor;
}

// What changes how long helm takes and is taken over from the user.
constexpr std::array kVariables = {"HELM_QPS",         "HELM_BURST_LIMIT",
                                   "HELM_MAX_HISTORY", "HELM_NO_PLUGINS",
                                   "GOMAXPROCS",       "GOGC",
                                   "GODEBUG",          "GOMEMLIMIT"};

}  // namespace

Environment ReadEnvironment() {
  Environment environment;
  environment.cpu_model = ReadValue("/proc/cpuinfo", "model name", ':');
  environment.cpus = UsableCpus();
  environment.cpu_quota = CpuQuota();
  environment.governor = Governor();
  environment.memory_bytes =
      std::int64_t{sysconf(_SC_PHYS_PAGES)} * sysconf(_SC_PAGESIZE);
  environment.os = ReadValue("/etc/os-release", "PRETTY_NAME", '=');
  utsname name{};
  if (uname(&name) == 0) {
    environment.kernel = std::string(name.sysname) + " " +
                         std::string(name.release) + " " +
                         std::string(name.machine);
  }
  std::ifstream("/proc/loadavg") >> environment.load_average;
  for (const char* variable : kVariables) {
    if (const auto value = FindVariable(variable)) {
      environment.variables[variable] = *value;
    }
  }
  return environment;
}

}  // namespace bench
