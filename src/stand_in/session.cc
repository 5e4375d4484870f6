#include "stand_in/session.h"

#include <regex>

#include "util/error.h"

namespace bench {

void CheckReleaseName(const std::string& name) {
  // helm.sh/helm/v3@v3.22.0, pkg/chartutil/validate_name.go
  constexpr const char* kPattern =
      R"(^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$)";
  static const std::regex kName(kPattern);
  constexpr std::size_t kLongest = 53;
  if (name.empty()) throw Error("no name provided");
  if (name.size() > kLongest || !std::regex_match(name, kName)) {
    throw Error(
        "invalid release name, must match regex {} and the length must not be "
        "longer than {}",
        kPattern, kLongest);
  }
}

}  // namespace bench
