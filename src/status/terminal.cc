#include "status/terminal.h"

#include <fmt/format.h>

#include <utility>

#include "util/charset.h"
#include "util/print.h"
#include "util/short_reason.h"

namespace bench {
namespace {

constexpr std::string_view kClearLine = "\r\x1b[K";
constexpr std::string_view kYellow = "\x1b[33m";
constexpr std::string_view kDim = "\x1b[2m";
constexpr std::string_view kPlain = "\x1b[0m";

bool StartsCharacter(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
}

bool IsControl(char byte) {
  const auto code = static_cast<unsigned char>(byte);
  return code < 0x20 || code == 0x7F;
}

}  // namespace

std::string FitLine(std::string_view text, int columns) {
  std::string line;
  int used = 0;
  std::size_t last_start = 0;
  for (const char byte : text) {
    if (StartsCharacter(byte)) {
      if (++used > columns) {
        line.resize(last_start);
        return columns > 0 ? line + "…" : line;
      }
      last_start = line.size();
    }
    line += IsControl(byte) ? ' ' : byte;
  }
  return line;
}

TerminalStatus::TerminalStatus(std::FILE* out, bool color,
                               std::function<int()> width)
    : out_(out), color_(color), width_(std::move(width)) {}

TerminalStatus::~TerminalStatus() { TerminalStatus::Progress(""); }

void TerminalStatus::Warn(std::string_view line) {
  Say(color_ ? fmt::format("{}warning:{} {}", kYellow, kPlain, line)
             : fmt::format("warning: {}", line));
}

void TerminalStatus::Progress(std::string_view what) {
  if (what == progress_) return;
  progress_ = what;
  Print(out_, Drawing());
}

void TerminalStatus::Say(std::string_view words) {
  const std::string line = ShortReason(words, kLongestLine);
  if (progress_.empty()) {
    Print(out_, fmt::format("{}\n", line));
  } else {
    Print(out_, fmt::format("{}{}\n{}", kClearLine, line, Drawing()));
  }
}

std::string TerminalStatus::Drawing() const {
  // A line that fills the last column would wrap, and then not be cleared. Not
  // every locale has an ellipsis that is one column wide.
  const int more = InLocale("…") == "…" ? 0 : 2;
  return fmt::format("{}{}{}{}", kClearLine, color_ ? kDim : "",
                     FitLine(progress_, width_() - 1 - more),
                     color_ ? kPlain : "");
}

}  // namespace bench
