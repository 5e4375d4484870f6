#pragma once

#include <cstdio>
#include <functional>
#include <string>
#include <string_view>

#include "status/status.h"

namespace bench {

/// Status on a terminal: one progress line that is rewritten in place, below
/// the lines that stay. An empty progress takes the line away, and so does the
/// end of this object.
class TerminalStatus final : public Status {
 public:
  /// `width`: columns of the terminal, asked at every drawing since it can be
  /// resized.
  TerminalStatus(std::FILE* out, bool color, std::function<int()> width);
  ~TerminalStatus() override;
  TerminalStatus(const TerminalStatus&) = delete;
  TerminalStatus& operator=(const TerminalStatus&) = delete;

  void Say(std::string_view line) override;
  void Progress(std::string_view what) override;
  void Warn(std::string_view line) override;

 private:
  /// The progress line, in the place of what is there.
  std::string Drawing() const;

  std::FILE* out_;
  bool color_;
  std::function<int()> width_;
  std::string progress_;
};

/// The beginning of `text` that fits into `columns`, on one line: control
/// characters become spaces, and what is cut off an ellipsis.
std::string FitLine(std::string_view text, int columns);

}  // namespace bench
