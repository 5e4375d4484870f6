#include "status/quiet.h"

#include <fmt/format.h>

namespace bench {

void QuietStatus::Warn(std::string_view line) {
  fmt::print(out_, "warning: {}\n", line);
  std::fflush(out_);
}

}  // namespace bench
