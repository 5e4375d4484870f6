#pragma once

#include <map>
#include <string>

namespace bench {

/// The value of a label, an annotation, a query …; empty where there is none.
inline std::string ValueAt(const std::map<std::string, std::string>& values,
                           const std::string& key) {
  const auto found = values.find(key);
  return found == values.end() ? "" : found->second;
}

}  // namespace bench
