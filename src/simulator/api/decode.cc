#include "simulator/api/decode.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <string_view>

#include "kubernetes/base64.h"

namespace bench {
namespace {

using nlohmann::json;

enum class Type { kString, kObject, kStrings, kObjects, kMapOfStrings };

struct Field {
  std::string_view path;  // with a dot between two names
  Type type;
};

constexpr std::array kMetadata = std::to_array<Field>({
    {"metadata", Type::kObject},
    {"metadata.name", Type::kString},
    {"metadata.generateName", Type::kString},
    {"metadata.namespace", Type::kString},
    {"metadata.uid", Type::kString},
    {"metadata.resourceVersion", Type::kString},
    {"metadata.creationTimestamp", Type::kString},
    {"metadata.deletionTimestamp", Type::kString},
    {"metadata.labels", Type::kMapOfStrings},
    {"metadata.annotations", Type::kMapOfStrings},
    {"metadata.finalizers", Type::kStrings},
    {"metadata.ownerReferences", Type::kObjects},
});

constexpr std::array kContents = std::to_array<Field>({
    {"data", Type::kMapOfStrings},
    {"binaryData", Type::kMapOfStrings},
    {"stringData", Type::kMapOfStrings},
});

constexpr std::array kParts = std::to_array<Field>({
    {"spec", Type::kObject},
    {"status", Type::kObject},
});

bool AreAll(const json& list, bool (json::*is)() const noexcept) {
  return std::ranges::all_of(list, [is](const json& value) {
    return value.is_null() || (value.*is)();
  });
}

bool Is(const json& value, Type type) {
  switch (type) {
    case Type::kString:
      return value.is_string();
    case Type::kObject:
      return value.is_object();
    case Type::kStrings:
      return value.is_array() && AreAll(value, &json::is_string);
    case Type::kObjects:
      return value.is_array() && AreAll(value, &json::is_object);
    case Type::kMapOfStrings:
      return value.is_object() && AreAll(value, &json::is_string);
  }
  return false;
}

const json* At(const json& object, std::string_view path) {
  const auto dot = path.find('.');
  if (!object.is_object()) return nullptr;
  const auto found = object.find(std::string(path.substr(0, dot)));
  if (found == object.end() || found->is_null()) return nullptr;
  return dot == std::string_view::npos ? &*found
                                       : At(*found, path.substr(dot + 1));
}

std::string WrongType(const Kind& kind, const json& object,
                      std::span<const Field> fields) {
  for (const auto& [path, type] : fields) {
    const json* const value = At(object, path);
    if (value == nullptr || Is(*value, type)) continue;
    return fmt::format("json: cannot unmarshal {} into Go struct field {}.{}",
                       value->type_name(), kind.kind, path);
  }
  return "";
}

std::string WrongBytes(const json& object, const char* key) {
  const json* const data = At(object, key);
  if (data == nullptr) return "";
  for (const json& value : *data) {
    if (!value.is_string()) continue;
    if (DecodeBase64(value.get_ref<const std::string&>())) continue;
    return "illegal base64 data";
  }
  return "";
}

}  // namespace

std::string Misfit(const Kind& kind, const json& object) {
  const std::string name = object.value("kind", "");
  const std::string version = object.value("apiVersion", "");
  // Built-in kinds without a type are taken as what the path says.
  if ((!name.empty() || !version.empty() || kind.custom) &&
      (name != kind.kind || version != kind.ApiVersion())) {
    return fmt::format("it is a {} in \"{}\", not in \"{}\"", name, version,
                       kind.ApiVersion());
  }
  std::string why = WrongType(kind, object, kMetadata);
  if (why.empty() && !kind.custom) why = WrongType(kind, object, kParts);
  const std::string storage = kind.Storage();
  if (!why.empty() || (storage != "secrets" && storage != "configmaps")) {
    return why;
  }
  why = WrongType(kind, object, kContents);
  if (!why.empty()) return why;
  return WrongBytes(object, storage == "secrets" ? "data" : "binaryData");
}

}  // namespace bench
