#include "util/text_at.h"

#include <nlohmann/json.hpp>

namespace bench {

std::string TextAt(const nlohmann::json& value, const char* pointer) {
  const nlohmann::json::json_pointer at(pointer);
  // Since value() throws where something above is no object.
  if (!value.contains(at) || !value.at(at).is_string()) return "";
  return value.at(at);
}

}  // namespace bench
