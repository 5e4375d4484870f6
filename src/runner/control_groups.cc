#include "runner/control_groups.h"

#include <algorithm>
#include <cstddef>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "util/read_file.h"
#include "util/text.h"

namespace bench {
namespace {

namespace fs = std::filesystem;

using Words = std::vector<std::string_view>;

bool Contains(const Words& words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

// --- Where the groups are ---

// A hierarchy of groups, as it is mounted: proc(5) on mountinfo.
struct Hierarchy {
  bool unified = false;  // version 2, which has all controllers
  Words controllers;     // of version 1
  fs::path group;        // that is mounted, often the topmost
  fs::path point;

  bool Has(std::string_view controller) const {
    return unified || Contains(controllers, controller);
  }
};

// "\040" is a space, and so on: what would end a field stands in octal.
std::string Unescaped(std::string_view text) {
  std::string plain;
  while (!text.empty()) {
    const std::string_view octal = text.substr(1, 3);
    if (text[0] != '\\' || octal.size() < 3 ||
        octal.find_first_not_of("01234567") != std::string_view::npos) {
      plain += text[0];
      text.remove_prefix(1);
      continue;
    }
    int code = 0;
    for (const char digit : octal) code = 8 * code + (digit - '0');
    plain += static_cast<char>(code);
    text.remove_prefix(1 + octal.size());
  }
  return plain;
}

// "31 23 0:28 / /sys/fs/cgroup/cpu rw,relatime - cgroup cgroup rw,cpu,cpuacct".
std::vector<Hierarchy> ReadHierarchies(std::string_view mountinfo) {
  constexpr std::string_view kEndOfOptional = " - ";
  std::vector<Hierarchy> hierarchies;
  for (const std::string_view line : Split(mountinfo, '\n')) {
    const std::size_t end = line.find(kEndOfOptional);
    if (end == std::string_view::npos) continue;
    const Words mount = Split(line.substr(0, end), ' ');
    const Words system = Split(line.substr(end + kEndOfOptional.size()), ' ');
    if (mount.size() < 5 || system.size() < 3) continue;
    if (system[0] != "cgroup" && system[0] != "cgroup2") continue;
    hierarchies.push_back({.unified = system[0] == "cgroup2",
                           .controllers = Split(system[2], ','),
                           .group = Unescaped(mount[3]),
                           .point = Unescaped(mount[4])});
  }
  return hierarchies;
}

// The group of this process in a hierarchy: "4:cpu,cpuacct:/a.slice", and with
// version 2 "0::/a.slice". The topmost where a sandbox does not tell.
fs::path OwnGroup(std::string_view cgroup, const Hierarchy& hierarchy,
                  std::string_view controller) {
  for (const std::string_view line : Split(cgroup, '\n')) {
    const std::size_t first = line.find(':');
    const std::size_t second = line.find(':', first + 1);
    if (second == std::string_view::npos) continue;
    const std::string_view controllers =
        line.substr(first + 1, second - first - 1);
    if (hierarchy.unified ? controllers.empty()
                          : Contains(Split(controllers, ','), controller)) {
      return line.substr(second + 1);
    }
  }
  return "/";
}

// The folders of a group and of those above it, the group's own first. One that
// is not below what is mounted here cannot be seen: what is mounted then stands
// for it.
std::vector<fs::path> FoldersUpwards(const fs::path& own,
                                     const Hierarchy& hierarchy,
                                     const fs::path& root) {
  const fs::path top = root / hierarchy.point.relative_path();
  fs::path below = own.lexically_relative(hierarchy.group);
  if (below.empty() || *below.begin() == ".." || below == ".") return {top};
  std::vector<fs::path> folders;
  for (; !below.empty(); below = below.parent_path()) {
    folders.push_back(top / below);
  }
  folders.push_back(top);
  return folders;
}

// --- What they allow ---

// In processors; empty: all the time of all of them.
std::optional<double> QuotaOf(const fs::path& folder, bool unified) {
  double quota = 0;
  double period = 0;
  if (unified) {
    std::ifstream(folder / "cpu.max") >> quota >> period;  // or "max 100000"
  } else {
    std::ifstream(folder / "cpu.cfs_quota_us") >> quota;  // -1: none
    std::ifstream(folder / "cpu.cfs_period_us") >> period;
  }
  if (quota <= 0 || period <= 0) return std::nullopt;
  return quota / period;
}

// How many are in a list like "0-3,8"; empty for what is none.
std::optional<int> CountCpus(std::string_view list) {
  int count = 0;
  for (const std::string_view range : Split(Trim(list), ',')) {
    const std::size_t dash = range.find('-');
    const auto first = ParseNumber<int>(range.substr(0, dash));
    const auto last = dash == std::string_view::npos
                          ? first
                          : ParseNumber<int>(range.substr(dash + 1));
    if (!first || !last || *last < *first) return std::nullopt;
    count += *last - *first + 1;
  }
  return count;
}

// What a group does not say, the one above it says.
std::optional<int> CpusOf(const std::vector<fs::path>& folders, bool unified) {
  const std::vector<const char*> files =
      unified ? std::vector{"cpuset.cpus.effective"}
              : std::vector{"cpuset.effective_cpus", "cpuset.cpus"};
  for (const fs::path& folder : folders) {
    for (const char* const file : files) {
      const auto count = CountCpus(ReadFile(folder / file).value_or(""));
      if (count) return count;
    }
  }
  return std::nullopt;
}

template <typename T>
void TakeSmaller(std::optional<T>& smallest, const std::optional<T>& value) {
  if (value && (!smallest || *value < *smallest)) smallest = value;
}

}  // namespace

CpuLimits ReadCpuLimits(const fs::path& root) {
  const fs::path self = root / "proc" / "self";
  const std::string mountinfo = ReadFile(self / "mountinfo").value_or("");
  const std::string cgroup = ReadFile(self / "cgroup").value_or("");
  const auto folders = [&](const Hierarchy& hierarchy, const char* controller) {
    return FoldersUpwards(OwnGroup(cgroup, hierarchy, controller), hierarchy,
                          root);
  };
  CpuLimits limits;
  for (const Hierarchy& hierarchy : ReadHierarchies(mountinfo)) {
    if (hierarchy.Has("cpu")) {
      for (const fs::path& folder : folders(hierarchy, "cpu")) {
        TakeSmaller(limits.quota, QuotaOf(folder, hierarchy.unified));
      }
    }
    if (hierarchy.Has("cpuset")) {
      TakeSmaller(limits.cpus,
                  CpusOf(folders(hierarchy, "cpuset"), hierarchy.unified));
    }
  }
  return limits;
}

}  // namespace bench
