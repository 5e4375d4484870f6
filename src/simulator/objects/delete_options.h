#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

namespace bench {

/// metav1.DeleteOptions, as far as they change anything here.
struct DeleteOptions {
  std::string propagation;  // Background, Foreground, Orphan; empty: default
  std::optional<std::int64_t> grace_s;
  std::string uid;  // preconditions; empty: none
  std::string resource_version;
  bool dry_run = false;
};

/// Throws ApiError: 400 for a body that is none, 422 for options that mean
/// nothing.
DeleteOptions ParseDeleteOptions(const nlohmann::json& body);

}  // namespace bench
