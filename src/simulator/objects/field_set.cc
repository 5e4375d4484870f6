#include "simulator/objects/field_set.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <utility>

namespace bench {
namespace {

using nlohmann::json;

constexpr const char* kSelf = ".";

// The step of a path: .name, [key=1,other="x"] or [="x"].
std::string StepOf(std::string_view edge) {
  if (edge.starts_with("f:")) return fmt::format(".{}", FieldOf(edge));
  const std::string_view text = edge.substr(2);
  const json key = json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!key.is_object()) return fmt::format("[={}]", text);
  std::string parts;
  for (const auto& [name, value] : key.items()) {
    parts +=
        fmt::format("{}{}={}", parts.empty() ? "" : ",", name, value.dump());
  }
  return "[" + parts + "]";
}

void AddPaths(const FieldSet& set, const std::string& prefix,
              std::vector<std::string>& paths) {
  for (const auto& [edge, child] : set.children) {
    if (child.member) paths.push_back(prefix + StepOf(edge));
  }
  for (const auto& [edge, child] : set.children) {
    AddPaths(child, prefix + StepOf(edge), paths);
  }
}

}  // namespace

FieldSet ParseFieldSet(const json& fields_v1) {
  FieldSet set;
  if (!fields_v1.is_object()) return set;
  for (const auto& [edge, below] : fields_v1.items()) {
    if (edge == kSelf) {
      set.member = true;
    } else if (edge.size() > 2 && edge[1] == ':') {
      FieldSet child = ParseFieldSet(below);
      // Nothing below: the field itself.
      child.member = child.member || child.children.empty();
      set.children.emplace(edge, std::move(child));
    }
  }
  return set;
}

json RenderFieldSet(const FieldSet& set) {
  json fields_v1 = json::object();
  if (set.member && !set.children.empty()) fields_v1[kSelf] = json::object();
  for (const auto& [edge, child] : set.children) {
    fields_v1[edge] = RenderFieldSet(child);
  }
  return fields_v1;
}

FieldSet Union(FieldSet one, const FieldSet& other) {
  one.member = one.member || other.member;
  for (const auto& [edge, child] : other.children) {
    FieldSet& mine = one.children[edge];
    mine = Union(std::move(mine), child);
  }
  return one;
}

FieldSet Difference(const FieldSet& one, const FieldSet& other) {
  FieldSet rest;
  rest.member = one.member && !other.member;
  for (const auto& [edge, child] : one.children) {
    const auto found = other.children.find(edge);
    FieldSet below = found == other.children.end()
                         ? child
                         : Difference(child, found->second);
    if (!below.Empty()) rest.children.emplace(edge, std::move(below));
  }
  return rest;
}

FieldSet Intersection(const FieldSet& one, const FieldSet& other) {
  FieldSet common;
  common.member = one.member && other.member;
  for (const auto& [edge, child] : one.children) {
    const auto found = other.children.find(edge);
    if (found == other.children.end()) continue;
    FieldSet below = Intersection(child, found->second);
    if (!below.Empty()) common.children.emplace(edge, std::move(below));
  }
  return common;
}

std::vector<std::string> Paths(const FieldSet& set) {
  std::vector<std::string> paths;
  AddPaths(set, "", paths);
  return paths;
}

std::string_view FieldOf(std::string_view edge) {
  return edge.starts_with("f:") ? edge.substr(2) : std::string_view();
}

}  // namespace bench
