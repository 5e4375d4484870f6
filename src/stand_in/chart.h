#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <string>

namespace bench {

/// What stands for the release's name and namespace in a rendered manifest.
inline constexpr const char* kReleasePlaceholder = "helm-bench-release";
inline constexpr const char* kNamespacePlaceholder = "helm-bench-namespace";

/// Where a chart has its manifest as the real helm renders it with the two
/// placeholders (scripts/render-charts).
inline constexpr const char* kRenderedManifest = "rendered/manifest.yaml";

/// A chart's files as a record has them: metadata, lock, templates, values,
/// schema, files. Throws Error: no folder with a chart in it, or one that only
/// the real helm can install.
nlohmann::json LoadChart(const std::filesystem::path& folder);

/// The chart's manifest for this release. Throws Error: there is none, or these
/// names would not survive in it.
std::string RenderedManifest(const std::filesystem::path& folder,
                             const std::string& release, const std::string& ns);

}  // namespace bench
