#include "status/plain.h"

#include <fmt/format.h>

namespace bench {

void PlainStatus::Say(std::string_view line) {
  fmt::print(out_, "{}\n", line);
  std::fflush(out_);
}

void PlainStatus::Progress(std::string_view what) {
  if (what == progress_) return;
  progress_ = what;
  if (!what.empty()) Say(what);
}

void PlainStatus::Warn(std::string_view line) {
  Say(fmt::format("warning: {}", line));
}

}  // namespace bench
