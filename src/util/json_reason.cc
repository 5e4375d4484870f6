#include "util/json_reason.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace bench {
namespace {

constexpr std::size_t kMaxReason = 240;
constexpr std::string_view kFirstLine = "line 1, ";

}  // namespace

// "[json.exception.parse_error.101] parse error at line 3, column 5: syntax
// error …; last read: '…'".
std::string JsonReason(const std::exception& error) {
  std::string_view text = error.what();
  if (text.starts_with("[json.exception.")) {
    for (const std::string_view prefix : {"] ", "parse error at "}) {
      const std::size_t at = text.find(prefix);
      if (at != std::string_view::npos) text.remove_prefix(at + prefix.size());
    }
  }
  std::string reason(text);
  std::ranges::replace_if(
      reason, [](char c) { return c < ' ' || c > '~'; }, '?');
  if (reason.size() > kMaxReason) {
    reason.replace(kMaxReason - 3, std::string::npos, "...");
  }
  return reason;
}

std::string JsonReasonInLine(const std::exception& error, int number) {
  std::string reason = JsonReason(error);
  if (!reason.starts_with(kFirstLine)) {
    return fmt::format("line {}: {}", number, reason);
  }
  return fmt::format("line {}, {}", number, reason.substr(kFirstLine.size()));
}

}  // namespace bench
