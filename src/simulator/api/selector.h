#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "simulator/api/label_selector.h"
#include "simulator/objects/kinds.h"

namespace bench {

/// Which objects a list, a watch or a deletion means. Empty: all.
class Selector {
 public:
  Selector() = default;

  /// From the values of labelSelector and fieldSelector. Throws ApiError (400)
  /// for what is none, or a field that this kind cannot be selected by.
  Selector(const Kind& kind, std::string_view labels, std::string_view fields);

  bool Matches(const nlohmann::json& object) const;
  /// True: every object matches.
  bool IsEmpty() const { return labels_.IsEmpty() && fields_.empty(); }

 private:
  struct Field {
    std::vector<std::string> path;
    std::string value;
    bool equal = true;
  };

  static std::vector<Field> ParseFields(const Kind& kind,
                                        std::string_view text);

  LabelSelector labels_;
  std::vector<Field> fields_;
};

}  // namespace bench
