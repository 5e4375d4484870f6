#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace bench {

/// A selection by labels, as kubectl's -l: "app=web,tier in (a,b),!old,size>2".
/// Grammar as in apimachinery, pkg/labels/selector.go.
class LabelSelector {
 public:
  LabelSelector() = default;

  /// Throws ApiError (400) for what is none.
  explicit LabelSelector(std::string_view text);

  bool Matches(const nlohmann::json& labels) const;
  bool IsEmpty() const { return requirements_.empty(); }

  struct Requirement {
    enum class Operator { kIn, kNotIn, kExists, kAbsent, kGreater, kLess };
    std::string key;
    Operator op = Operator::kIn;
    std::vector<std::string> values;
  };

 private:
  std::vector<Requirement> requirements_;
};

}  // namespace bench
