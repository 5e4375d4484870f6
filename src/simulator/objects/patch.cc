#include "simulator/objects/patch.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>

#include "simulator/objects/api_error.h"

namespace bench {
namespace {

using nlohmann::json;

constexpr std::array<std::pair<std::string_view, const char*>, 12> kMergeKeys =
    {{{"containers", "name"},
      {"initContainers", "name"},
      {"ephemeralContainers", "name"},
      {"volumes", "name"},
      {"volumeMounts", "mountPath"},
      {"volumeDevices", "devicePath"},
      {"env", "name"},
      {"imagePullSecrets", "name"},
      {"secrets", "name"},
      {"conditions", "type"},
      {"ownerReferences", "uid"},
      {"hostAliases", "ip"}}};

// How a field of this name is merged when it is a list: by which key of its
// elements; empty: it is replaced as a whole. From the `patchMergeKey` tags of
// k8s.io/api, which name the same key wherever a field's name occurs, ports
// apart: those of a container go by containerPort, those of a Service by port.
std::string MergeKey(std::string_view field, const json& element) {
  if (field == "ports") {
    if (!element.is_object()) return "";
    return element.contains("containerPort") ? "containerPort" : "port";
  }
  for (const auto& [name, key] : kMergeKeys) {
    if (name == field) return key;
  }
  return "";
}

// Lists of plain values that are sets.
bool IsSet(std::string_view field) { return field == "finalizers"; }

bool IsDirective(std::string_view key) { return key.starts_with('$'); }

bool Says(const json& patch, std::string_view directive) {
  return patch.is_object() && patch.value("$patch", "") == directive;
}

bool IsSame(const json& one, const json& other, const std::string& key) {
  return one.is_object() && other.is_object() && one.contains(key) &&
         other.contains(key) && one.at(key) == other.at(key);
}

auto FindSame(auto& list, const json& element, const std::string& key) {
  return std::ranges::find_if(
      list, [&](const json& other) { return IsSame(element, other, key); });
}

// The patch decides about the order of what it names; each of the others goes
// before the first of those that it has come before until now.
json InOrder(const json& before, const json& merged, const json& patch,
             const std::string& key) {
  json ordered = json::array();
  for (const json& element : patch) {
    const auto found = FindSame(merged, element, key);
    if (found != merged.end()) ordered.push_back(*found);
  }
  std::size_t at = 0;
  for (const json& element : merged) {
    if (FindSame(patch, element, key) != patch.end()) continue;
    const auto place = FindSame(before, element, key);
    while (at < ordered.size()) {
      const auto other = FindSame(before, ordered[at], key);
      if (other != before.end() && place < other) break;
      ++at;
    }
    ordered.insert(ordered.begin() + static_cast<std::ptrdiff_t>(at), element);
    ++at;
  }
  return ordered;
}

void MergeList(json& target, const json& patch, const std::string& key) {
  const json before = target;
  for (const json& element : patch) {
    if (!element.is_object() || !element.contains(key)) continue;
    const auto found = FindSame(target, element, key);
    if (Says(element, "delete")) {
      if (found != target.end()) target.erase(found);
    } else if (found != target.end()) {
      StrategicMerge(*found, element);
    } else {
      json added = json::object();
      StrategicMerge(added, element);
      target.push_back(std::move(added));
    }
  }
  target = InOrder(before, target, patch, key);
}

void MergeField(json& target, const std::string& field, const json& value) {
  if (value.is_null()) {
    target.erase(field);
    return;
  }
  json& place = target[field];
  if (value.is_object()) {
    if (!place.is_object()) place = json::object();
    StrategicMerge(place, value);
    return;
  }
  if (!value.is_array() || !place.is_array()) {
    place = value;
    return;
  }
  const bool replaces = std::ranges::any_of(
      value, [](const json& element) { return Says(element, "replace"); });
  const std::string key = value.empty() ? "" : MergeKey(field, value.front());
  if (!replaces && !key.empty()) {
    MergeList(place, value, key);
  } else if (IsSet(field)) {
    for (const json& element : value) {
      if (std::ranges::find(place, element) == place.end()) {
        place.push_back(element);
      }
    }
  } else {
    place = json::array();
    for (const json& element : value) {
      if (!Says(element, "replace")) place.push_back(element);
    }
  }
}

// $deleteFromPrimitiveList/FIELD: [value...]
void DeleteFromList(json& target, const std::string& field,
                    const json& values) {
  const auto list = target.find(field);
  if (list == target.end() || !list->is_array()) return;
  for (const json& value : values) {
    const auto found = std::ranges::find(*list, value);
    if (found != list->end()) list->erase(found);
  }
}

// $retainKeys: what is not named goes.
void RetainKeys(json& target, const json& keys) {
  for (auto it = target.begin(); it != target.end();) {
    const bool retained =
        std::find(keys.begin(), keys.end(), json(it.key())) != keys.end();
    it = retained ? std::next(it) : target.erase(it);
  }
}

void RemoveFrom(json& target, const json& previous, const json& next,
                bool lists_have_keys);

void RemoveElements(json& target, const json& previous, const json& next,
                    const std::string& key) {
  for (const json& element : previous) {
    const auto there = FindSame(target, element, key);
    if (there == target.end()) continue;
    const auto still = FindSame(next, element, key);
    if (still == next.end()) {
      target.erase(there);
    } else {
      RemoveFrom(*there, element, *still, /*lists_have_keys=*/true);
    }
  }
}

void RemoveFrom(json& target, const json& previous, const json& next,
                bool lists_have_keys) {
  for (const auto& [field, old] : previous.items()) {
    const auto there = target.find(field);
    if (there == target.end()) continue;
    const bool mentioned = next.contains(field) && !next.at(field).is_null();
    const json rest = mentioned ? next.at(field) : json();
    if (old.is_object() && there->is_object()) {
      // What others have put there stays.
      RemoveFrom(*there, old, rest.is_object() ? rest : json::object(),
                 lists_have_keys);
      if (!mentioned && there->empty()) target.erase(there);
      continue;
    }
    const std::string key = lists_have_keys && old.is_array() && !old.empty()
                                ? MergeKey(field, old.front())
                                : "";
    if (!key.empty() && there->is_array()) {
      RemoveElements(*there, old, rest.is_array() ? rest : json::array(), key);
      if (!mentioned && there->empty()) target.erase(there);
    } else if (!mentioned) {
      target.erase(there);
    }
  }
}

}  // namespace

void StrategicMerge(json& target, const json& patch) {
  constexpr std::string_view kDelete = "$deleteFromPrimitiveList/";
  if (!patch.is_object()) throw BadRequest("a patch must be an object");
  if (Says(patch, "replace")) target = json::object();
  if (Says(patch, "delete")) {
    target = json::object();
    return;
  }
  if (patch.contains("$retainKeys")) {
    RetainKeys(target, patch.at("$retainKeys"));
  }
  for (const auto& [field, value] : patch.items()) {
    if (field.starts_with(kDelete)) {
      DeleteFromList(target, field.substr(kDelete.size()), value);
    } else if (!IsDirective(field)) {
      MergeField(target, field, value);
    }
  }
}

void Merge(const Kind& kind, json& target, const json& patch) {
  if (kind.custom) {
    target.merge_patch(patch);
  } else {
    StrategicMerge(target, patch);
  }
}

void RemoveUnmentioned(const Kind& kind, json& target, const json& previous,
                       const json& next) {
  RemoveFrom(target, previous, next, /*lists_have_keys=*/!kind.custom);
}

json JsonPatched(const json& target, const json& patch) {
  if (!patch.is_array()) {
    throw BadRequest(
        "error decoding patch: json: cannot unmarshal object into Go value of "
        "type jsonpatch.Patch");
  }
  try {
    return target.patch(patch);
  } catch (const json::exception& error) {
    throw ApiError(422, "Invalid",
                   "the server rejected our request due to an error in our "
                   "request",
                   json::object());
  }
}

}  // namespace bench
