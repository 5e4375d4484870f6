#include "runner/environment.h"

#include <sched.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "runner/control_groups.h"
#include "runner/cpu_model.h"
#include "runner/machine_id.h"
#include "util/environment.h"

namespace bench {
namespace {

// "Debian GNU/Linux 12 (bookworm)".
std::string SystemName() {
  constexpr std::string_view kKey = "PRETTY_NAME=";
  std::ifstream stream("/etc/os-release");
  for (std::string line; std::getline(stream, line);) {
    if (!line.starts_with(kKey)) continue;
    std::string name = line.substr(kKey.size());
    std::erase(name, '"');
    return name;
  }
  return "";
}

// How many processors this process may run on. A machine may have more than one
// cpu_set_t has room for, which is then refused.
int AllowedCpus() {
  for (std::size_t sets = 1; sets <= 64; sets *= 2) {
    std::vector<cpu_set_t> allowed(sets);
    const std::size_t size = sets * sizeof(cpu_set_t);
    if (sched_getaffinity(0, size, allowed.data()) == 0) {
      return CPU_COUNT_S(size, allowed.data());
    }
  }
  return static_cast<int>(sysconf(_SC_NPROCESSORS_ONLN));
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
  const CpuLimits limits = ReadCpuLimits();
  environment.machine = ReadMachineId();
  environment.cpu_model = ReadCpuModel();
  environment.cpus = AllowedCpus();
  if (limits.cpus) {
    environment.cpus = std::min(environment.cpus, *limits.cpus);
  }
  environment.cpu_quota = limits.quota;
  environment.governor = Governor();
  environment.memory_bytes =
      std::int64_t{sysconf(_SC_PHYS_PAGES)} * sysconf(_SC_PAGESIZE);
  environment.os = SystemName();
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
