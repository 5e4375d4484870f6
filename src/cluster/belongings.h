#pragma once

#include <set>
#include <span>
#include <string>
#include <vector>

#include "kubernetes/objects.h"
#include "model/trial.h"

namespace bench {

/// The namespace of the release that Helm says a cluster-scoped object is part
/// of; empty when it is part of none.
std::string ReleaseNamespace(const Object& object);

/// Tells what releases have brought into our namespaces from what stood there
/// before, and what must go with them from what stays by Helm's design. Pure:
/// it judges what it is shown.
class Belongings {
 public:
  /// `baseline`: what stood in the namespaces before the first release. It is
  /// known by name, since controllers put it back under a new uid.
  Belongings(std::span<const std::string> namespaces,
             std::span<const Object> baseline);

  /// In one of our namespaces and not of the baseline, or cluster-scoped and,
  /// in Helm's words, part of a release in one of them.
  bool Holds(const Object& object) const;

  struct Sorted {
    std::vector<Object> must_go;
    std::vector<Object> kept;
  };
  /// Sorts those of the objects that belong. Kept is
  /// - what has the annotation helm.sh/resource-policy: keep,
  /// - a hook, which Helm manages by its delete policy alone,
  /// - a PersistentVolumeClaim made by a StatefulSet,
  /// - and what the kept ones own.
  /// Leases that no chart made are neither: whoever holds one leaves it behind.
  /// StatefulSets and kept objects are remembered from one call to the next, so
  /// that claims and dependents are known after those are out of sight.
  Sorted Sort(std::span<const Object> objects);

 private:
  bool KeptByItself(const Object& object) const;
  bool KeptByAnother(const Object& object) const;
  bool IsClaimOfStatefulSet(const Object& object) const;

  std::set<std::string> namespaces_;
  std::set<ObjectName> baseline_;
  std::set<ObjectName> stateful_sets_;
  std::set<ObjectName> kept_names_;
  std::set<std::string> kept_uids_;
};

/// What became of the objects that must be there after a trial as they were
/// before it: what stood there before the install, and what stays by Helm's
/// design. Pure. Left out is what may go or change by itself: objects that
/// others own (a kept Deployment's Pods), hooks, which their delete policy
/// rules, and Leases.
EndState CompareEndState(std::span<const Object> expected,
                         std::span<const Object> found);

}  // namespace bench
