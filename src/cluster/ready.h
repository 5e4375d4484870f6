#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <string>

namespace bench {

/// Asks the API server of a kubeconfig's current context whether it is ready,
/// and whether at least `nodes` nodes are. Empty when they are, else why not;
/// a kubeconfig that cannot be used is a reason too. Waits up to 5 s for a
/// connection.
std::string WhyNotReady(const std::filesystem::path& kubeconfig, int nodes);

/// Whether a node or a pod has the condition Ready.
bool IsReady(const nlohmann::json& object);

/// The same of an answer to GET /api/v1/nodes.
std::string WhyNodesNotReady(const std::string& node_list, int nodes);

}  // namespace bench
