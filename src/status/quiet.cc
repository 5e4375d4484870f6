#include "status/quiet.h"

#include <fmt/format.h>

#include "util/print.h"

namespace bench {

void QuietStatus::Warn(std::string_view line) {
  Print(out_, fmt::format("warning: {}\n", line));
}

}  // namespace bench
