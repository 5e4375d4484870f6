#pragma once

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

namespace bench {

/// What is not known is null in a file.
template <typename Json = nlohmann::ordered_json, typename T>
Json OrNull(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}

/// Empty for null, and for a key that is not there: older files lack some.
template <typename T, typename Json>
std::optional<T> Maybe(const Json& json, const char* key) {
  const auto found = json.find(key);
  if (found == json.end() || found->is_null()) return std::nullopt;
  return found->template get<T>();
}

/// The strings of an object; none for a key that is not there.
template <typename Json>
std::map<std::string, std::string> Texts(const Json& json, const char* key) {
  std::map<std::string, std::string> texts;
  const auto found = json.find(key);
  if (found == json.end()) return texts;
  for (const auto& [name, value] : found->items()) {
    texts[name] = value.template get<std::string>();
  }
  return texts;
}

}  // namespace bench
