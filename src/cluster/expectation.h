#pragma once

#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "helm/record/prediction.h"
#include "helm/record/record.h"
#include "kubernetes/api.h"
#include "kubernetes/objects.h"
#include "kubernetes/resources.h"

namespace bench {

/// The newest revision of every release whose record is in the namespaces.
struct Records {
  std::vector<Record> newest;
  /// What we may not list (403), in the server's words.
  std::vector<std::string> forbidden;
  /// The first answer that is no list; empty: all have answered.
  std::string error;
};
Records ReadRecords(Api& api, std::span<const std::string> namespaces);

/// An object that a release's record names, and what its uninstall is to make
/// of it.
struct Expected {
  ResourceType type;
  std::string ns;  // empty: cluster-scoped
  std::string name;
  Fate fate = Fate::kGone;
  std::string policy;  // as Predicted has it
  bool may_go = false;
  /// It is there, with helm's marks.
  bool marked = false;

  /// "ConfigMap ns/name".
  std::string Words() const;
};

using Expectation = std::map<ObjectName, Expected>;

/// What the uninstall of these releases by helm's `rules` is to leave. `types`:
/// all that is served; what is not is left out. `found`: what is there now.
Expectation Expect(std::span<const Record> records, HelmRules rules,
                   std::span<const ResourceType> types,
                   std::span<const Object> found);

/// Where objects of the expectation are, or will be, that a look into the
/// namespaces and at cluster-scoped objects with Helm's label does not see.
std::vector<Collection> PlacesElsewhere(
    const Expectation& expectation, const std::set<std::string>& namespaces);

/// Whether an object is outside of the namespaces, without Helm's word that it
/// is part of a release in them.
bool IsElsewhere(const Object& object, const std::set<std::string>& namespaces);

/// Those of `found` that are elsewhere, that the expectation names, and that
/// are not older than the namespaces (`since`, as the server writes times):
/// releases in those have made them.
std::vector<Object> MadeElsewhere(std::span<const Object> found,
                                  const Expectation& expectation,
                                  const std::set<std::string>& namespaces,
                                  const std::string& since);

}  // namespace bench
