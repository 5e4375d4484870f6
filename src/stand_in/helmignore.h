#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace bench {

/// What a .helmignore keeps out of a chart (helm's pkg/ignore), and files in
/// templates/ that begin with a dot.
class HelmIgnore {
 public:
  /// `text`: of the file; empty: there is none. Throws Error for `**`.
  explicit HelmIgnore(std::string_view text);

  /// `path`: relative to the chart, with slashes.
  bool Ignores(const std::string& path, bool folder) const;

 private:
  struct Rule {
    std::string pattern;
    bool negate = false;
    bool folders_only = false;
    /// The pattern has no slash: only a path's last part is looked at.
    bool base_name = false;
  };

  void Add(std::string line);

  std::vector<Rule> rules_;
};

}  // namespace bench
