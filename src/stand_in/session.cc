#include "stand_in/session.h"

#include "util/error.h"
#include "util/names.h"

namespace bench {

void RefuseOtherNames(const std::string& name) {
  if (name.empty()) throw Error("no name provided");
  if (IsReleaseName(name)) return;
  throw Error(
      "invalid release name, must match regex {} and the length must not be "
      "longer than {}",
      R"(^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$)",
      kMaxReleaseName);
}

}  // namespace bench
