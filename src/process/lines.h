#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace bench {

/// Told one line of text, without its end.
using OnLine = std::function<void(std::string_view line)>;

/// Cuts text that comes in pieces into lines.
class LineSplitter {
 public:
  explicit LineSplitter(OnLine on_line);

  void Feed(std::string_view text);
  /// Tells a last line that had no end.
  void Finish();

 private:
  OnLine on_line_;
  std::string rest_;
};

}  // namespace bench
