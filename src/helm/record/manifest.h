#pragma once

#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "helm/record/rules.h"

namespace bench {

/// One document of a manifest, and what its head says.
struct ManifestDocument {
  std::string content;
  std::shared_ptr<const nlohmann::json> parsed;
  /// Empty: it has only comments.
  std::string kind;
  std::string name;
  /// See annotations.h.
  std::optional<std::string> resource_policy;
  bool hook = false;
};

/// The documents in the manifest's order (releaseutil.SplitManifests).
/// Throws Error for one that is not YAML.
std::vector<ManifestDocument> SplitManifest(std::string_view manifest);

/// The objects of one document in their order, lists taken apart; none where it
/// has only comments. Throws Error: not YAML, or not an object.
std::vector<nlohmann::json> ObjectsIn(const std::string& document);
std::vector<nlohmann::json> ObjectsIn(const ManifestDocument& document);

/// In the order of `helm uninstall`: the documents' numbers sorted as words (0,
/// 1, 10, 11, 2), then stably by kind in helm's UninstallOrder, unknown kinds
/// last and by name (releaseutil.SortManifests).
std::vector<ManifestDocument> UninstallOrder(
    std::vector<ManifestDocument> documents, HelmRules rules);

/// What an uninstall makes of the documents of a manifest; hooks among them are
/// in none.
struct DeletionPlan {
  /// In the order in which they are deleted.
  std::vector<ManifestDocument> gone;
  /// The resource policy keeps them, and helm tells.
  std::vector<ManifestDocument> kept;
  /// The resource policy is another word: helm keeps them silently.
  std::vector<ManifestDocument> ignored;
};
/// Throws Error for a manifest that is not YAML.
DeletionPlan PlanDeletion(std::string_view manifest, HelmRules rules);

}  // namespace bench
