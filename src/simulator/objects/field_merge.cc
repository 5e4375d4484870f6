#include "simulator/objects/field_merge.h"

#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "simulator/objects/patch.h"

namespace bench {
namespace {

using nlohmann::json;

// How a value is owned: as a whole, or by its parts.
enum class Shape { kLeaf, kObject, kList };

bool IsSet(std::string_view field) { return field == "finalizers"; }

bool IsAtomicObject(const Kind& kind, std::string_view field) {
  static const std::set<std::string_view> kNames = {
      "selector",   "secretRef",
      "fieldRef",   "resourceFieldRef",
      "roleRef",    "targetRef",
      "dataSource", "requiredDuringSchedulingIgnoredDuringExecution"};
  return !kind.custom &&
         (kNames.contains(field) || field.ends_with("Selector") ||
          field.ends_with("KeyRef") || field.ends_with("SecretRef"));
}

// By which of their fields the elements of a list are told apart. Nothing: not
// at all.
std::vector<std::string> KeysOf(std::string_view field, const json& element) {
  if (field == "webhooks") return {"name"};
  if (field == "topologySpreadConstraints") {
    return {"topologyKey", "whenUnsatisfiable"};
  }
  std::string key = MergeKey(field, element);
  if (key.empty()) return {};
  if (field == "ports") return {std::move(key), "protocol"};
  return {std::move(key)};
}

// The edge to an element. Empty: it has none, the list is atomic.
std::string EdgeTo(std::string_view field, const json& element) {
  if (IsSet(field)) return "v:" + element.dump();
  if (!element.is_object()) return "";
  json key = json::object();
  for (const std::string& name : KeysOf(field, element)) {
    if (element.contains(name)) {
      key[name] = element.at(name);
    } else if (name == "protocol") {
      key[name] = "TCP";
    } else {
      return "";
    }
  }
  return key.empty() ? "" : "k:" + key.dump();
}

Shape ShapeOf(const Kind& kind, std::string_view field, const json& value) {
  if (value.is_object()) {
    return IsAtomicObject(kind, field) ? Shape::kLeaf : Shape::kObject;
  }
  if (!value.is_array()) return Shape::kLeaf;
  if (kind.custom && !IsSet(field) && field != "ownerReferences") {
    return Shape::kLeaf;
  }
  if (value.empty()) {
    return IsSet(field) || !KeysOf(field, json()).empty() ? Shape::kList
                                                          : Shape::kLeaf;
  }
  const bool told_apart = std::ranges::none_of(value, [&](const json& element) {
    return EdgeTo(field, element).empty();
  });
  return told_apart ? Shape::kList : Shape::kLeaf;
}

bool IsThere(const json* value) {
  return value != nullptr && !value->is_null();
}

// Of what stands in one place before and after; at least one is there.
Shape ShapeOf(const Kind& kind, std::string_view field, const json* before,
              const json* after) {
  if (!IsThere(before)) return ShapeOf(kind, field, *after);
  if (!IsThere(after) || after->empty()) {
    return ShapeOf(kind, field, *before);
  }
  if (before->type() != after->type()) return Shape::kLeaf;
  const Shape shape = ShapeOf(kind, field, *after);
  // An element without its key makes the whole list atomic.
  return before->empty() || ShapeOf(kind, field, *before) == shape
             ? shape
             : Shape::kLeaf;
}

// The parts of an object or a list, by their edges.
std::map<std::string, const json*> PartsOf(std::string_view field,
                                           const json* value) {
  std::map<std::string, const json*> parts;
  if (!IsThere(value)) return parts;
  if (value->is_object()) {
    for (const auto& [name, part] : value->items()) {
      parts.emplace("f:" + name, &part);
    }
  } else if (value->is_array()) {
    for (const json& element : *value) {
      parts.emplace(EdgeTo(field, element), &element);
    }
  }
  return parts;
}

FieldSet FieldsOf(const Kind& kind, std::string_view field, const json& value) {
  FieldSet set;
  const Shape shape = ShapeOf(kind, field, value);
  if (shape == Shape::kLeaf || (value.is_object() && value.empty())) {
    set.member = true;
    return set;
  }
  for (const auto& [edge, part] : PartsOf(field, &value)) {
    const std::string_view name = FieldOf(edge);
    FieldSet below = FieldsOf(kind, name, *part);
    // Who lists an element wants it to be there.
    below.member = below.member || name.empty();
    if (!below.Empty()) set.children.emplace(edge, std::move(below));
  }
  return set;
}

// Structs and lists that an object has from the start, empty: nobody adds them.
const json* Implied(const Kind& kind, std::string_view field,
                    const json* value) {
  static const std::set<std::string_view> kNames = {
      "metadata",  "spec",           "status",      "template",
      "strategy",  "updateStrategy", "jobTemplate", "containers",
      "resources", "loadBalancer"};
  static const json kEmptyObject = json::object();
  static const json kEmptyList = json::array();
  if (kind.custom || !kNames.contains(field)) return nullptr;
  return value->is_array() ? &kEmptyList : &kEmptyObject;
}

void Place(FieldSet below, const std::string& edge, FieldSet& set) {
  if (!below.Empty()) set.children.emplace(edge, std::move(below));
}

FieldChanges FindChanges(const Kind& kind, std::string_view field,
                         const json* before, const json* after) {
  FieldChanges result;
  const bool was = IsThere(before);
  const bool is = IsThere(after);
  if (was == is && (!was || *before == *after)) return result;
  const bool hollow = (!was || before->empty()) && (!is || after->empty());
  const Shape shape = ShapeOf(kind, field, before, after);
  if (!was) result.added.member = true;
  if (!is) result.removed.member = true;
  if (hollow || shape == Shape::kLeaf) {
    result.modified.member = was && is;
    return result;
  }
  const auto old_parts = PartsOf(field, before);
  const auto new_parts = PartsOf(field, after);
  auto all = new_parts;
  all.insert(old_parts.begin(), old_parts.end());
  for (const auto& [edge, part] : all) {
    const auto old_part = old_parts.find(edge);
    const auto new_part = new_parts.find(edge);
    const json* const then = old_part != old_parts.end() ? old_part->second
                             : was ? Implied(kind, FieldOf(edge), part)
                                   : nullptr;
    FieldChanges below =
        FindChanges(kind, FieldOf(edge), then,
                    new_part != new_parts.end() ? new_part->second : nullptr);
    Place(std::move(below.removed), edge, result.removed);
    Place(std::move(below.modified), edge, result.modified);
    Place(std::move(below.added), edge, result.added);
  }
  return result;
}

json Merged(const Kind& kind, std::string_view field, const json* object,
            const json& configuration);

json MergedObject(const Kind& kind, const json* object,
                  const json& configuration) {
  json merged = IsThere(object) ? *object : json::object();
  for (const auto& [name, value] : configuration.items()) {
    const auto found = merged.find(name);
    json part =
        Merged(kind, name, found == merged.end() ? nullptr : &*found, value);
    if (part.is_null()) {
      merged.erase(name);
    } else {
      merged[name] = std::move(part);
    }
  }
  return merged;
}

// The elements of both, in the order of the configuration, and those that are
// not in it where they were among the others.
json MergedList(const Kind& kind, std::string_view field, const json* object,
                const json& configuration) {
  const auto old_parts = PartsOf(field, object);
  const auto new_parts = PartsOf(field, &configuration);
  static const json kNone = json::array();
  const json& old_list = IsThere(object) ? *object : kNone;
  auto next_old = old_list.begin();
  json merged = json::array();
  const auto take_others_until = [&](const std::string& edge) {
    for (; next_old != old_list.end(); ++next_old) {
      const std::string other = EdgeTo(field, *next_old);
      if (other == edge) return;
      if (!new_parts.contains(other)) merged.push_back(*next_old);
    }
  };
  for (auto element = configuration.begin(); element != configuration.end();
       ++element) {
    const auto shared =
        std::find_if(element, configuration.end(), [&](const json& other) {
          return old_parts.contains(EdgeTo(field, other));
        });
    take_others_until(shared == configuration.end() ? ""
                                                    : EdgeTo(field, *shared));
    const auto found = old_parts.find(EdgeTo(field, *element));
    merged.push_back(Merged(kind, "",
                            found == old_parts.end() ? nullptr : found->second,
                            *element));
    if (shared == element && next_old != old_list.end()) ++next_old;
  }
  take_others_until("");
  return merged;
}

json Merged(const Kind& kind, std::string_view field, const json* object,
            const json& configuration) {
  if (!IsThere(object) && configuration.is_null()) return nullptr;
  const Shape shape = ShapeOf(kind, field, object, &configuration);
  if (shape == Shape::kLeaf) return configuration;
  // A null or nothing in it leaves the parts that others want.
  if (configuration.empty()) return IsThere(object) ? *object : configuration;
  return shape == Shape::kObject
             ? MergedObject(kind, object, configuration)
             : MergedList(kind, field, object, configuration);
}

void Remove(json& value, std::string_view field, const FieldSet& fields) {
  // Whether the part itself goes.
  const auto goes = [&](const std::string& edge, json& part) {
    const auto found = fields.children.find(edge);
    if (found == fields.children.end()) return false;
    if (found->second.member) return true;
    if (!part.is_structured() || part.empty()) return false;
    Remove(part, FieldOf(edge), found->second);
    return part.empty();
  };
  if (value.is_object()) {
    for (auto it = value.begin(); it != value.end();) {
      it = goes("f:" + it.key(), *it) ? value.erase(it) : std::next(it);
    }
  } else if (value.is_array()) {
    for (auto it = value.begin(); it != value.end();) {
      it = goes(EdgeTo(field, *it), *it) ? value.erase(it) : std::next(it);
    }
  }
}

}  // namespace

FieldSet FieldsOf(const Kind& kind, const json& configuration) {
  FieldSet set = FieldsOf(kind, "", configuration);
  set.member = false;
  return set;
}

FieldChanges FindChanges(const Kind& kind, const json& before,
                         const json& after) {
  return FindChanges(kind, "", &before, &after);
}

json Merged(const Kind& kind, const json& object, const json& configuration) {
  return Merged(kind, "", &object, configuration);
}

json Without(const json& object, const FieldSet& fields) {
  json rest = object;
  Remove(rest, "", fields);
  return rest;
}

}  // namespace bench
