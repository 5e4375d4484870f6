#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace bench {

/// A regular expression in the syntax of ECMAScript. It hides <regex>, which
/// costs a compiler four seconds wherever it is used.
class Pattern {
 public:
  explicit Pattern(const char* expression);
  ~Pattern();

  /// Whether it matches the whole of `text`.
  bool Matches(std::string_view text) const;

  /// What its first match in `text` consists of: all of it, then its groups.
  /// Empty where there is none.
  std::vector<std::string> Find(std::string_view text) const;

  /// `text` with `by` in place of each match.
  std::string Replace(std::string_view text, const std::string& by) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace bench
