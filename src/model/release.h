#pragma once

#include <compare>
#include <string>

namespace bench {

/// One Helm release.
struct Release {
  std::string ns;
  std::string name;

  auto operator<=>(const Release&) const = default;
};

}  // namespace bench
