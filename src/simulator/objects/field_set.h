#pragma once

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace bench {

/// Some fields of an object, as metadata.managedFields notes them (FieldsV1): a
/// tree whose edges are "f:data" (a field), "k:{\"name\":\"c\"}" (the element
/// of a list by its key) and "v:\"x\"" (a value in a set). The root is no
/// member.
struct FieldSet {
  bool member = false;  // this field itself, whatever is below it
  std::map<std::string, FieldSet> children;

  bool Empty() const { return !member && children.empty(); }
  bool operator==(const FieldSet&) const = default;
};

/// What is not of this form is left out.
FieldSet ParseFieldSet(const nlohmann::json& fields_v1);
nlohmann::json RenderFieldSet(const FieldSet& set);

FieldSet Union(FieldSet one, const FieldSet& other);
FieldSet Difference(const FieldSet& one, const FieldSet& other);
FieldSet Intersection(const FieldSet& one, const FieldSet& other);

/// The members as an error names them: .spec.ports[port=80,protocol="TCP"]; at
/// each level those that stand there, then those below.
std::vector<std::string> Paths(const FieldSet& set);

/// The name of a field, of its edge; empty: the edge is an element of a list.
std::string_view FieldOf(std::string_view edge);

}  // namespace bench
