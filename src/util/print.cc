#include "util/print.h"

#include <cerrno>
#include <string>

#include "util/charset.h"

namespace bench {
namespace {

// A signal that interrupts a write is no reason to lose the rest of it.
bool MayRetry(std::FILE* out) {
  if (errno != EINTR) return false;
  std::clearerr(out);
  return true;
}

}  // namespace

bool Print(std::FILE* out, std::string_view utf8) noexcept {
  const std::string in_locale = InLocale(utf8);
  std::string_view text = in_locale;
  while (!text.empty()) {
    text.remove_prefix(std::fwrite(text.data(), 1, text.size(), out));
    if (!text.empty() && !MayRetry(out)) return false;
  }
  while (std::fflush(out) != 0) {
    if (!MayRetry(out)) return false;
  }
  return true;
}

bool ReaderIsGone(const std::error_code& error) noexcept {
  return error == std::errc::broken_pipe;
}

}  // namespace bench
