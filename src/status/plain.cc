#include "status/plain.h"

#include <fmt/format.h>

#include "util/print.h"
#include "util/short_reason.h"

namespace bench {

void PlainStatus::Say(std::string_view line) {
  if (!quiet_)
    Print(out_, fmt::format("{}\n", ShortReason(line, kLongestLine)));
}

void PlainStatus::Progress(std::string_view what) {
  if (what == progress_) return;
  progress_ = what;
  if (!what.empty()) Say(what);
}

void PlainStatus::Warn(std::string_view line) {
  Print(out_, fmt::format("warning: {}\n", ShortReason(line, kLongestLine)));
}

}  // namespace bench
