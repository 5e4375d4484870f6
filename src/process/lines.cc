#include "process/lines.h"

#include <utility>

namespace bench {

LineSplitter::LineSplitter(OnLine on_line) : on_line_(std::move(on_line)) {}

void LineSplitter::Feed(std::string_view text) {
  rest_ += text;
  std::size_t begin = 0;
  for (std::size_t end = rest_.find('\n'); end != std::string::npos;
       end = rest_.find('\n', begin)) {
    on_line_(std::string_view(rest_).substr(begin, end - begin));
    begin = end + 1;
  }
  rest_.erase(0, begin);
}

void LineSplitter::Finish() {
  if (rest_.empty()) return;
  on_line_(rest_);
  rest_.clear();
}

}  // namespace bench
