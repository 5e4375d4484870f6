#include "kubernetes/kubeconfig_file.h"

#include <fmt/ranges.h>
#include <unistd.h>

#include <cerrno>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <vector>

#include "kubernetes/kubeconfig_fields.h"
#include "kubernetes/kubeconfig_yaml.h"
#include "util/error.h"

namespace bench {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

using Entries = std::map<std::string, KubeconfigEntry>;

struct Merged {
  std::string current_context;
  Entries contexts;
  Entries clusters;
  Entries users;
  std::vector<std::string> files_read;
};

/// Where nothing is by that name: what may not be read is something else.
bool IsMissing(const fs::path& file) {
  return access(file.c_str(), F_OK) != 0 && errno == ENOENT;
}

/// What a copy says that it is a copy of; else the file itself.
fs::path OriginOf(const json& fields, const fs::path& file) {
  for (const json& extension : fields.value("extensions", json())) {
    if (extension.is_null() || TextOf(extension, "name") != kOriginExtension) {
      continue;
    }
    const json origin = extension.value("extension", json());
    if (!origin.is_object()) continue;
    const json named = origin.value("file", json());
    if (named.is_string()) return named.get<std::string>();
  }
  return file;
}

KubeconfigEntry MakeEntry(const json& item, const fs::path& file,
                          const char* list, const char* inner) {
  KubeconfigEntry entry{.file = file};
  if (item.is_null()) return entry;
  entry.name = TextOf(item, "name");
  entry.where = fmt::format("{}[{}].{}", list, entry.name, inner);
  const json fields = item.value(inner, json());
  if (fields.is_null()) return entry;
  entry.json = fields.dump();
  entry.file = OriginOf(fields, file);
  return entry;
}

/// Adds what `list` ("clusters") of the file has and no file before it.
void MergeList(const json& root, const fs::path& file, const char* list,
               const char* inner, Entries& entries) {
  std::set<std::string> names;
  for (const json& item : root.value(list, json())) {
    KubeconfigEntry entry = MakeEntry(item, file, list, inner);
    if (!names.insert(entry.name).second) {
      throw Error(
          "{}: {}: two are named \"{}\", and kubectl takes neither: give one "
          "of them another name, or remove it",
          file.string(), list, entry.name);
    }
    const std::string name = entry.name;
    entries.emplace(name, std::move(entry));
  }
}

/// Both may be left out.
void CheckKind(const json& root, const fs::path& file) {
  const std::string kind = TextOf(root, "kind");
  const std::string version = TextOf(root, "apiVersion");
  if (!kind.empty() && kind != "Config") {
    throw Error("{}: kind: expected Config, got \"{}\"", file.string(), kind);
  }
  if (!version.empty() && version != "v1") {
    throw Error("{}: apiVersion: expected v1, got \"{}\"", file.string(),
                version);
  }
}

void MergeFile(const fs::path& file, Merged& merged) {
  const json root = ReadYaml(file);
  CheckFields(file, root);
  merged.files_read.push_back(file.string());
  if (root.is_null()) return;
  CheckKind(root, file);
  if (merged.current_context.empty()) {
    merged.current_context = TextOf(root, "current-context");
  }
  MergeList(root, file, "contexts", "context", merged.contexts);
  MergeList(root, file, "clusters", "cluster", merged.clusters);
  MergeList(root, file, "users", "user", merged.users);
}

Merged Merge(std::span<const fs::path> files) {
  Merged merged;
  std::vector<std::string> looked_for;
  for (const fs::path& given : files) {
    const fs::path file = fs::absolute(given);
    looked_for.push_back(file.string());
    if (!IsMissing(file)) MergeFile(file, merged);
  }
  if (looked_for.empty()) {
    throw Error(
        "no kubeconfig: $KUBECONFIG names no file; unset it, or put "
        "the path of one into it");
  }
  if (merged.files_read.empty()) {
    throw Error("no kubeconfig: looked for {}; $KUBECONFIG can name another",
                fmt::join(looked_for, ", "));
  }
  return merged;
}

/// "there are: a, b".
std::string Choice(const Entries& entries) {
  std::vector<std::string> names;
  names.reserve(entries.size());
  for (const auto& [name, entry] : entries) names.push_back(name);
  if (names.empty()) return "there is none";
  return fmt::format("there {}: {}", names.size() == 1 ? "is" : "are",
                     fmt::join(names, ", "));
}

/// The entry that `key` of the context names. One that has no name is named by
/// a key that is not there.
std::optional<KubeconfigEntry> FindReferred(const KubeconfigEntry& context,
                                            const std::string& key,
                                            const Entries& entries) {
  const std::string name =
      context.json.empty() ? "" : TextOf(json::parse(context.json), key);
  const auto found = entries.find(name);
  if (found != entries.end()) return found->second;
  if (name.empty()) return std::nullopt;
  throw Error("{}: {}.{}: there is no {} named \"{}\"; {}",
              context.file.string(), context.where, key, key, name,
              Choice(entries));
}

KubeconfigEntry FindContext(const Merged& merged, std::string_view context) {
  const std::string place =
      fmt::format("{}", fmt::join(merged.files_read, ":"));
  const std::string wanted =
      context.empty() ? merged.current_context : std::string(context);
  if (wanted.empty()) {
    throw Error("{}: no current-context, so name a context; {}", place,
                Choice(merged.contexts));
  }
  const auto found = merged.contexts.find(wanted);
  if (found == merged.contexts.end()) {
    throw Error("{}: no context named \"{}\"; {}", place, wanted,
                Choice(merged.contexts));
  }
  return found->second;
}

}  // namespace

KubeconfigContext ReadKubeconfig(std::span<const fs::path> files,
                                 std::string_view context) {
  const Merged merged = Merge(files);
  KubeconfigContext chosen{.context = FindContext(merged, context)};
  auto cluster = FindReferred(chosen.context, "cluster", merged.clusters);
  if (!cluster) {
    throw Error("{}: {}.cluster: missing; {}", chosen.context.file.string(),
                chosen.context.where, Choice(merged.clusters));
  }
  chosen.cluster = *std::move(cluster);
  chosen.user = FindReferred(chosen.context, "user", merged.users);
  return chosen;
}

}  // namespace bench
