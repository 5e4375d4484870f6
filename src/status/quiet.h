#pragma once

#include <cstdio>
#include <string_view>

#include "status/status.h"

namespace bench {

/// Status of --quiet: warnings only.
class QuietStatus final : public Status {
 public:
  explicit QuietStatus(std::FILE* out) : out_(out) {}

  void Say(std::string_view /*line*/) override {}
  void Progress(std::string_view /*what*/) override {}
  void Warn(std::string_view line) override;

 private:
  std::FILE* out_;
};

}  // namespace bench
