#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

namespace bench {

/// How a field of this name is merged when it is a list: by which key of its
/// elements; empty: it is replaced as a whole. From the `patchMergeKey` tags of
/// k8s.io/api, which name the same key wherever a field's name occurs, ports
/// apart: those of a container go by containerPort, those of a Service by port.
std::string MergeKey(std::string_view field, const nlohmann::json& element);

/// A strategic merge patch, with the directives $patch, $retainKeys,
/// $deleteFromPrimitiveList and $setElementOrder (whose order is not kept).
void StrategicMerge(nlohmann::json& target, const nlohmann::json& patch);

/// A JSON Patch (RFC 6902). Throws ApiError (400: not one; 422: it does not
/// apply).
nlohmann::json JsonPatched(const nlohmann::json& target,
                           const nlohmann::json& patch);

}  // namespace bench
