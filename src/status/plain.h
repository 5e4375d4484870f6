#pragma once

#include <cstdio>
#include <string>
#include <string_view>

#include "status/status.h"

namespace bench {

/// Status where there is no terminal: a log file, a pipe, CI. Every line stays.
/// With --quiet, on a terminal too, there are only warnings.
class PlainStatus final : public Status {
 public:
  explicit PlainStatus(std::FILE* out, bool quiet = false)
      : out_(out), quiet_(quiet) {}

  void Say(std::string_view line) override;
  /// The same as before, and empty, is not said again.
  void Progress(std::string_view what) override;
  void Warn(std::string_view line) override;

 private:
  std::FILE* out_;
  bool quiet_;
  std::string progress_;
};

}  // namespace bench
