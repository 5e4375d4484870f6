#include "stand_in/chart.h"

#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>

#include "helm/record/yaml.h"
#include "kubernetes/base64.h"
#include "stand_in/helmignore.h"
#include "util/error.h"
#include "util/read_file.h"

namespace bench {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

// The shipped charts cut their objects' names here, and take no dots.
constexpr std::size_t kLongestName = 40;

// Metadata of helm's pkg/chart: what else stands in a Chart.yaml is no part of
// a record.
constexpr std::array kMetadata = {
    "name",        "home",        "sources",     "version",
    "description", "keywords",    "maintainers", "icon",
    "apiVersion",  "condition",   "tags",        "appVersion",
    "deprecated",  "annotations", "kubeVersion", "type"};

std::string Read(const fs::path& file) {
  std::optional<std::string> text = ReadFile(file);
  if (!text) throw Error("error reading {}", file.string());
  return *std::move(text);
}

/// All files that belong to the chart: path in it, content.
std::map<std::string, std::string> ReadFiles(const fs::path& folder) {
  const HelmIgnore ignore(ReadFile(folder / ".helmignore").value_or(""));
  std::map<std::string, std::string> files;
  try {
    for (auto entry = fs::recursive_directory_iterator(folder);
         entry != fs::recursive_directory_iterator(); ++entry) {
      const std::string path =
          fs::relative(entry->path(), folder).generic_string();
      const bool is_folder = entry->is_directory();
      if (ignore.Ignores(path, is_folder)) {
        if (is_folder) entry.disable_recursion_pending();
      } else if (!is_folder) {
        files[path] = Read(entry->path());
      }
    }
  } catch (const fs::filesystem_error& error) {
    throw Error("{}: {}", error.path1().string(), error.code().message());
  }
  return files;
}

[[noreturn]] void Refuse(const fs::path& folder, const std::string& what) {
  throw Error("{}: {}: the real helm is needed", folder.string(), what);
}

json Yaml(const fs::path& folder, const std::string& path,
          const std::string& text) {
  try {
    return JsonFromYaml(text);
  } catch (const Error& error) {
    throw Error("{}: {}", (folder / path).string(), error.what());
  }
}

json ReadMetadata(const fs::path& folder, const std::string& text) {
  const json yaml = Yaml(folder, "Chart.yaml", text);
  if (!yaml.is_object()) Refuse(folder, "Chart.yaml is no mapping");
  if (yaml.contains("dependencies")) Refuse(folder, "it has dependencies");
  json metadata = json::object();
  for (const char* key : kMetadata) {
    if (yaml.contains(key)) metadata[key] = yaml[key];
  }
  for (const char* key : {"name", "version", "apiVersion"}) {
    if (!metadata.contains(key) || !metadata[key].is_string()) {
      throw Error("validation: chart.metadata.{} is required", key);
    }
  }
  return metadata;
}

/// `text` with names for the placeholders, each of them looked at once.
std::string Fill(std::string_view text, const std::string& release,
                 const std::string& ns) {
  constexpr std::string_view kRelease = kReleasePlaceholder;
  constexpr std::string_view kNamespace = kNamespacePlaceholder;
  std::string filled;
  while (!text.empty()) {
    if (text.starts_with(kRelease)) {
      filled += release;
      text.remove_prefix(kRelease.size());
    } else if (text.starts_with(kNamespace)) {
      filled += ns;
      text.remove_prefix(kNamespace.size());
    } else {
      filled += text.front();
      text.remove_prefix(1);
    }
  }
  return filled;
}

}  // namespace

json LoadChart(const fs::path& folder) {
  std::error_code ignored;
  const std::string name = folder.string();
  const bool is_path = name.starts_with('.') || name.starts_with('/');
  if (is_path && !fs::exists(folder, ignored)) {
    throw Error("path \"{}\" not found", name);
  }
  if (!fs::exists(folder / "Chart.yaml", ignored)) {
    throw Error(
        "{}: no folder with a Chart.yaml: for charts from archives, "
        "repositories and registries the real helm is needed",
        name);
  }
  json chart = {{"metadata", nullptr},  {"lock", nullptr},
                {"templates", nullptr}, {"values", nullptr},
                {"schema", nullptr},    {"files", nullptr}};
  for (const auto& [path, content] : ReadFiles(folder)) {
    if (path == "Chart.yaml") {
      chart["metadata"] = ReadMetadata(folder, content);
    } else if (path == "values.yaml") {
      chart["values"] = Yaml(folder, path, content);
    } else if (path == "values.schema.json") {
      chart["schema"] = EncodeBase64(content);
    } else if (path.starts_with("charts/") || path.starts_with("crds/") ||
               path == "Chart.lock" || path.starts_with("requirements.") ||
               path == "templates/NOTES.txt") {
      Refuse(folder, "it has " + path);
    } else {
      const char* list = path.starts_with("templates/") ? "templates" : "files";
      chart[list].push_back({{"name", path}, {"data", EncodeBase64(content)}});
    }
  }
  return chart;
}

std::string RenderedManifest(const fs::path& folder, const std::string& release,
                             const std::string& ns) {
  const auto manifest = ReadFile(folder / kRenderedManifest);
  if (!manifest) {
    Refuse(folder, std::string("it has no ") + kRenderedManifest +
                       " (scripts/render-charts)");
  }
  if (release.size() > kLongestName || release.find('.') != std::string::npos) {
    throw Error(
        "release name {}: for names with dots or more than {} characters, "
        "which charts change, the real helm is needed",
        release, kLongestName);
  }
  return Fill(*manifest, release, ns);
}

}  // namespace bench
