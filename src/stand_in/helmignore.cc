#include "stand_in/helmignore.h"

#include <fnmatch.h>

#include <sstream>
#include <utility>

#include "util/error.h"

namespace bench {
namespace {

bool Matches(const std::string& pattern, const std::string& path) {
  return fnmatch(pattern.c_str(), path.c_str(), FNM_PATHNAME) == 0;
}

}  // namespace

HelmIgnore::HelmIgnore(std::string_view text) {
  std::istringstream lines{std::string(text)};
  for (std::string line; std::getline(lines, line);) Add(line);
  Add("templates/.?*");
}

void HelmIgnore::Add(std::string line) {
  constexpr const char* kSpace = " \t\r";
  line.erase(0, line.find_first_not_of(kSpace));
  line.erase(line.find_last_not_of(kSpace) + 1);
  if (line.empty() || line.front() == '#') return;
  if (line.find("**") != std::string::npos) {
    throw Error("double-star (**) syntax is not supported");
  }
  Rule rule;
  if (line.front() == '!') {
    rule.negate = true;
    line.erase(0, 1);
  }
  if (line.ends_with('/')) {
    rule.folders_only = true;
    line.pop_back();
  }
  rule.base_name = line.find('/') == std::string::npos;
  if (line.starts_with('/')) line.erase(0, 1);
  rule.pattern = std::move(line);
  rules_.push_back(std::move(rule));
}

bool HelmIgnore::Ignores(const std::string& path, bool folder) const {
  const std::string name = path.substr(path.rfind('/') + 1);
  for (const Rule& rule : rules_) {
    const bool matches = Matches(rule.pattern, rule.base_name ? name : path);
    // A negated rule keeps what matches it, and drops everything else.
    if (rule.negate) {
      if ((rule.folders_only && !folder) || !matches) return true;
    } else if (matches && (folder || !rule.folders_only)) {
      return true;
    }
  }
  return false;
}

}  // namespace bench
