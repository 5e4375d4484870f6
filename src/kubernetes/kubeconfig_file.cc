#include "kubernetes/kubeconfig_file.h"

#include <fmt/ranges.h>
#include <yaml-cpp/yaml.h>

#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <vector>

#include "util/error.h"
#include "util/read_file.h"

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

/// YAML's plain scalars are strings here but for true, false and null: a
/// kubeconfig has no numbers, and a token may look like one.
json ToJson(const YAML::Node& node) {
  if (node.IsMap()) {
    json object = json::object();
    for (const auto& item : node) {
      if (!item.first.IsScalar()) continue;  // no kubeconfig has such a key
      object[item.first.Scalar()] = ToJson(item.second);
    }
    return object;
  }
  if (node.IsSequence()) {
    json array = json::array();
    for (const YAML::Node& item : node) array.push_back(ToJson(item));
    return array;
  }
  if (!node.IsScalar()) return nullptr;
  const bool quoted = node.Tag() == "!";
  if (!quoted && node.Scalar() == "true") return true;
  if (!quoted && node.Scalar() == "false") return false;
  return node.Scalar();
}

json ParseYaml(const fs::path& file) {
  const std::optional<std::string> text = ReadFile(file);
  if (!text) throw Error("{}: cannot be read", file.string());
  try {
    return ToJson(YAML::Load(*text));
  } catch (const YAML::Exception& e) {
    throw Error("{}:{}:{}: not YAML: {}", file.string(), e.mark.line + 1,
                e.mark.column + 1, e.msg);
  }
}

/// Adds what `list` ("clusters") of the file has and nobody named before.
void MergeList(const json& root, const fs::path& file, const char* list,
               const char* inner, Entries& entries) {
  const json items = root.value(list, json());
  if (items.is_null()) return;
  if (!items.is_array()) {
    throw Error("{}: {}: expected a list", file.string(), list);
  }
  for (const json& item : items) {
    const json name = item.is_object() ? item.value("name", json()) : json();
    if (!name.is_string()) {
      throw Error("{}: {}: every element needs a name", file.string(), list);
    }
    KubeconfigEntry entry{.name = name, .file = file};
    entry.where = fmt::format("{}[{}]", list, entry.name);
    const json fields = item.value(inner, json());
    if (!fields.is_null() && !fields.is_object()) {
      throw Error("{}: {}.{}: expected a mapping", file.string(), entry.where,
                  inner);
    }
    if (!fields.is_null()) entry.json = fields.dump();
    entries.emplace(entry.name, entry);
  }
}

void MergeFile(const fs::path& file, Merged& merged) {
  const json root = ParseYaml(file);
  merged.files_read.push_back(file.string());
  if (root.is_null()) return;
  if (!root.is_object()) {
    throw Error(
        "{}: expected a kubeconfig: a mapping with clusters, users and "
        "contexts",
        file.string());
  }
  const json current = root.value("current-context", json());
  if (merged.current_context.empty() && current.is_string()) {
    merged.current_context = current;
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
    std::error_code ignored;
    if (fs::exists(file, ignored)) MergeFile(file, merged);
  }
  if (merged.files_read.empty()) {
    throw Error("no kubeconfig: looked for {}",
                looked_for.empty()
                    ? "nothing, as $HOME is not set"
                    : fmt::format("{}", fmt::join(looked_for, ", ")));
  }
  return merged;
}

/// The entry that `key` of the context names.
KubeconfigEntry Referred(const json& context, const KubeconfigEntry& from,
                         const char* key, const Entries& entries) {
  const json name = context.value(key, json(""));
  if (!name.is_string()) {
    throw Error("{}: {}.{}: expected a string", from.file.string(), from.where,
                key);
  }
  const auto found = entries.find(name.get_ref<const std::string&>());
  if (found != entries.end()) return found->second;
  throw Error("{}: {}.{}: there is no {} named \"{}\"", from.file.string(),
              from.where, key, key, name.get<std::string>());
}

}  // namespace

KubeconfigContext ReadKubeconfig(std::span<const fs::path> files,
                                 std::string_view context) {
  const Merged merged = Merge(files);
  const std::string place =
      fmt::format("{}", fmt::join(merged.files_read, ":"));
  std::vector<std::string> known;
  for (const auto& [name, entry] : merged.contexts) known.push_back(name);
  const std::string choice =
      known.empty() ? "there is none"
                    : fmt::format("there are: {}", fmt::join(known, ", "));

  const std::string wanted =
      context.empty() ? merged.current_context : std::string(context);
  if (wanted.empty()) {
    throw Error("{}: no current-context, so name a context; {}", place, choice);
  }
  const auto found = merged.contexts.find(wanted);
  if (found == merged.contexts.end()) {
    throw Error("{}: no context named \"{}\"; {}", place, wanted, choice);
  }

  KubeconfigContext chosen{.context = found->second};
  const json fields = chosen.context.json.empty()
                          ? json::object()
                          : json::parse(chosen.context.json);
  chosen.cluster = Referred(fields, chosen.context, "cluster", merged.clusters);
  if (fields.value("user", json("")) != json("")) {
    chosen.user = Referred(fields, chosen.context, "user", merged.users);
  }
  return chosen;
}

}  // namespace bench
