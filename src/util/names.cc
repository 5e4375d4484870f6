#include "util/names.h"

#include <algorithm>

#include "util/error.h"

namespace bench {
namespace {

constexpr std::size_t kMaxNamespaceName = 63;

bool IsLowerOrDigit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

}  // namespace

bool IsDnsLabel(std::string_view text) {
  return !text.empty() && IsLowerOrDigit(text.front()) &&
         IsLowerOrDigit(text.back()) && std::ranges::all_of(text, [](char c) {
           return c == '-' || IsLowerOrDigit(c);
         });
}

bool IsReleaseName(std::string_view text) {
  if (text.size() > kMaxReleaseName) return false;
  while (true) {
    const std::size_t dot = text.find('.');
    if (!IsDnsLabel(text.substr(0, dot))) return false;
    if (dot == std::string_view::npos) return true;
    text.remove_prefix(dot + 1);
  }
}

void CheckNamespaceName(std::string_view name, std::string_view where) {
  if (name.size() > kMaxNamespaceName) {
    throw Error(
        "{}: the namespace \"{}\" has {} characters, but Kubernetes takes at "
        "most {}",
        where, name, name.size(), kMaxNamespaceName);
  }
  if (!IsDnsLabel(name)) {
    throw Error(
        "{}: Kubernetes would refuse the namespace \"{}\": expected lower-case "
        "letters, digits and \"-\", with a letter or digit at both ends",
        where, name);
  }
}

void CheckReleaseName(std::string_view name, std::string_view where) {
  if (name.size() > kMaxReleaseName) {
    throw Error(
        "{}: the release \"{}\" has {} characters, but Helm takes at most {}",
        where, name, name.size(), kMaxReleaseName);
  }
  if (!IsReleaseName(name)) {
    throw Error(
        "{}: Helm would refuse the release \"{}\": expected lower-case "
        "letters, digits, \"-\" and \".\", with a letter or digit at both ends "
        "and around every \".\"",
        where, name);
  }
}

}  // namespace bench
