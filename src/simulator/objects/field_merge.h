#pragma once

#include <nlohmann/json_fwd.hpp>

#include "simulator/objects/field_set.h"
#include "simulator/objects/kinds.h"

namespace bench {

// Objects by fields, as sigs.k8s.io/structured-merge-diff sees them. Which
// lists and objects are whole values (atomic), and by which keys the elements
// of the others are told apart, is known by the names of their fields
// (x-kubernetes-list-type, -list-map-keys and -map-type in the API server's
// OpenAPI); in custom kinds all lists outside of metadata are atomic.

/// What a configuration lays claim to: what it mentions.
FieldSet FieldsOf(const Kind& kind, const nlohmann::json& configuration);

struct FieldChanges {
  FieldSet removed;
  FieldSet modified;
  FieldSet added;
};
FieldChanges FindChanges(const Kind& kind, const nlohmann::json& before,
                         const nlohmann::json& after);

/// `object` with what `configuration` says. A null takes a value away.
nlohmann::json Merged(const Kind& kind, const nlohmann::json& object,
                      const nlohmann::json& configuration);

/// `object` without the members of `fields` and what is below them; what
/// becomes empty by that goes too.
nlohmann::json Without(const nlohmann::json& object, const FieldSet& fields);

}  // namespace bench
