#pragma once

#include <cstdio>
#include <memory>

#include "status/status.h"

namespace bench {

struct StatusOptions {
  std::FILE* out = stderr;
  bool quiet = false;
  /// Whether escape sequences for colours may be written: --color and NO_COLOR
  /// have been weighed by the caller.
  bool color = false;
};

/// The Status that fits `out`: a progress line on a terminal (other than
/// TERM=dumb), plain lines elsewhere.
std::unique_ptr<Status> MakeStatus(const StatusOptions& options);

}  // namespace bench
