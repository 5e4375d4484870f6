#pragma once

#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "cluster/expectation.h"
#include "kubernetes/objects.h"
#include "model/trial.h"

namespace bench {

/// The namespace of the release that Helm says a cluster-scoped object is part
/// of; empty when it is part of none.
std::string ReleaseNamespace(const Object& object);

/// An object that stays, and why.
struct KeptObject {
  Object object;
  KeptBy by = KeptBy::kUnknown;
  std::string policy;
};

/// What is known of the place that a run works in.
struct Premises {
  std::set<std::string> namespaces;
  /// What stood in the namespaces before the first release. It is known by
  /// name, since controllers put it back under a new uid.
  std::vector<Object> baseline;
  /// What the releases' records say, of objects in any namespace.
  Expectation expectation;
  /// Uids of what releases have made where neither a namespace nor a label says
  /// that it is ours.
  std::set<std::string> elsewhere;
};

/// Tells what releases have brought from what stood there before, and what must
/// go with them from what stays by Helm's design: by the records of the
/// releases, and, for objects that none of them names, by their marks. Pure: it
/// judges what it is shown.
class Belongings {
 public:
  explicit Belongings(const Premises& premises);

  /// In one of our namespaces and not of the baseline, or cluster-scoped and,
  /// in Helm's words, part of a release in one of them, or known as made by one
  /// elsewhere: what may be deleted.
  bool Holds(const Object& object) const;

  struct Sorted {
    std::vector<Object> must_go;
    std::vector<KeptObject> kept;
  };
  /// Sorts those of the objects that belong, or that a record names. Kept is
  /// what the expectation says, and of what it does not name
  /// - what has the annotation helm.sh/resource-policy: keep,
  /// - a hook, which Helm manages by its delete policy alone,
  /// - a PersistentVolumeClaim made by a StatefulSet,
  /// - and what the kept ones own.
  /// Leases that no chart made are neither: whoever holds one leaves it behind.
  /// StatefulSets and kept objects are remembered from one call to the next, so
  /// that claims and dependents are known after those are out of sight.
  Sorted Sort(std::span<const Object> objects);

 private:
  const Expected* Named(const Object& object) const;
  std::optional<KeptObject> KeptByItself(const Object& object) const;
  bool KeptByAnother(const Object& object) const;
  bool IsClaimOfStatefulSet(const Object& object) const;

  const Premises& premises_;
  std::set<ObjectName> baseline_;
  std::set<ObjectName> stateful_sets_;
  std::set<ObjectName> kept_names_;
  std::set<std::string> kept_uids_;
};

/// What became of the objects that must be there after a trial as they were
/// before it: what stood there before the install, what stays by Helm's design,
/// and what hooks of the uninstall make. Pure. Left out is what may go or
/// change by itself: objects that others own (a kept Deployment's Pods), Jobs
/// that end themselves, Leases, and hooks that no record names.
EndState CompareEndState(std::span<const Object> expected,
                         const Expectation& expectation,
                         std::span<const Object> found);

}  // namespace bench
