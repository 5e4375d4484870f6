#include "util/pattern.h"

#include <regex>

namespace bench {

struct Pattern::Impl {
  std::regex regex;
};

Pattern::Pattern(const char* expression)
    : impl_(std::make_unique<Impl>(std::regex(expression))) {}

Pattern::~Pattern() = default;

bool Pattern::Matches(std::string_view text) const {
  return std::regex_match(text.begin(), text.end(), impl_->regex);
}

std::vector<std::string> Pattern::Find(std::string_view text) const {
  std::cmatch found;
  std::regex_search(text.data(), text.data() + text.size(), found,
                    impl_->regex);
  return {found.begin(), found.end()};
}

std::string Pattern::Replace(std::string_view text,
                             const std::string& by) const {
  return std::regex_replace(std::string(text), impl_->regex, by);
}

}  // namespace bench
