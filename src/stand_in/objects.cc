#include "stand_in/objects.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "helm/record/annotations.h"
#include "util/error.h"

namespace bench {
namespace {

using nlohmann::json;

void Mark(json& object, const Owner& owner) {
  json& metadata = object["metadata"];
  metadata["labels"][kManagedByLabel] = "Helm";
  metadata["annotations"][kReleaseNameAnnotation] = owner.release;
  metadata["annotations"][kReleaseNamespaceAnnotation] = owner.ns;
}

ManifestObject Build(json object, const Owner& owner, bool mark,
                     DiscoveryCache& kinds) {
  const std::string api_version = object.value("apiVersion", "");
  const std::string kind = object.value("kind", "");
  json& metadata = object["metadata"];
  const std::string name = metadata.value("name", "");
  const std::string ns = metadata.value("namespace", "");
  const std::optional<ResourceType> type = kinds.Find(api_version, kind);
  if (!type) {
    throw Error(
        "resource mapping not found for name: \"{}\" namespace: \"{}\" from "
        "\"\": no matches for kind \"{}\" in version \"{}\"\n"
        "ensure CRDs are installed first",
        name, ns, kind, api_version);
  }
  ManifestObject built{.type = *type, .name = name};
  if (type->namespaced) {
    built.ns = ns.empty() ? owner.ns : ns;
    metadata["namespace"] = built.ns;
  } else {
    metadata.erase("namespace");
  }
  if (mark) Mark(object, owner);
  built.json = object.dump() + "\n";
  return built;
}

/// Why `values` has not `expected` at `key`; empty when it has.
std::string Missing(const json& values, const char* key,
                    const std::string& expected) {
  const json value = values.is_object() ? values.value(key, json()) : json();
  if (!value.is_string()) {
    return fmt::format("missing key \"{}\": must be set to \"{}\"", key,
                       expected);
  }
  if (value == expected) return "";
  return fmt::format("key \"{}\" must equal \"{}\": current value is {}", key,
                     expected, value.dump());
}

}  // namespace

std::vector<ManifestObject> BuildObjects(
    std::span<const ManifestDocument> documents, const Owner& owner, bool mark,
    DiscoveryCache& kinds) {
  std::vector<ManifestObject> built;
  std::vector<std::string> errors;
  try {
    std::vector<json> objects;
    for (const ManifestDocument& document : documents) {
      std::ranges::move(ObjectsIn(document), std::back_inserter(objects));
    }
    for (json& object : objects) {
      try {
        built.push_back(Build(std::move(object), owner, mark, kinds));
      } catch (const Error& error) {
        errors.emplace_back(error.what());
      }
    }
  } catch (const json::exception& error) {
    throw Error("error parsing : {}", error.what());
  }
  if (errors.size() == 1) throw Error("{}", errors.front());
  if (!errors.empty()) throw Error("[{}]", fmt::join(errors, ", "));
  return built;
}

std::vector<Response> SendByKind(
    std::span<const ManifestObject> objects,
    const std::function<Request(const ManifestObject&)>& request,
    Client& client) {
  std::vector<Response> responses;
  while (!objects.empty()) {
    const auto end = std::ranges::find_if(objects, [&](const auto& object) {
      return object.type.kind != objects.front().type.kind;
    });
    std::vector<Request> requests;
    std::transform(objects.begin(), end, std::back_inserter(requests), request);
    std::ranges::move(client.SendAll(requests), std::back_inserter(responses));
    objects = {end, objects.end()};
  }
  return responses;
}

std::string ForeignBecause(const std::string& text, const Owner& owner) {
  const json object = json::parse(text, nullptr, /*allow_exceptions=*/false);
  const json metadata = object.is_object()
                            ? object.value("metadata", json::object())
                            : json::object();
  const json labels = metadata.value("labels", json());
  const json annotations = metadata.value("annotations", json());
  std::string because;
  const auto add = [&because](const char* what, const std::string& error) {
    if (!error.empty()) because += fmt::format("; {} error: {}", what, error);
  };
  add("label validation", Missing(labels, kManagedByLabel, "Helm"));
  add("annotation validation",
      Missing(annotations, kReleaseNameAnnotation, owner.release));
  add("annotation validation",
      Missing(annotations, kReleaseNamespaceAnnotation, owner.ns));
  return because.empty() ? "" : "invalid ownership metadata" + because;
}

}  // namespace bench
