#include "status/plain.h"

#include <fmt/format.h>

#include "util/print.h"

namespace bench {

void PlainStatus::Say(std::string_view line) {
  if (!quiet_) Print(out_, fmt::format("{}\n", line));
}

void PlainStatus::Progress(std::string_view what) {
  if (what == progress_) return;
  progress_ = what;
  if (!what.empty()) Say(what);
}

void PlainStatus::Warn(std::string_view line) {
  Print(out_, fmt::format("warning: {}\n", line));
}

}  // namespace bench
