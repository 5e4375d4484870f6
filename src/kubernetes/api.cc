#include "kubernetes/api.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace bench {

std::string ErrorText(const Response& response) {
  if (response.status == 0) return response.error;
  const auto json =
      nlohmann::json::parse(response.body, nullptr, /*allow_exceptions=*/false);
  if (json.is_object() && json.contains("message") &&
      json["message"].is_string()) {
    return json["message"];
  }
  return fmt::format("HTTP status {}", response.status);
}

}  // namespace bench
