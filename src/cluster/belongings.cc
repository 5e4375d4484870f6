#include "cluster/belongings.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "helm/record/annotations.h"
#include "util/value_at.h"

namespace bench {
namespace {

/// What came of a chart's template has it: Helm 3.2 and newer see to that.
bool MadeByChart(const Object& object) {
  return object.annotations.contains(kReleaseNameAnnotation);
}

bool MayGo(const Object& object, const Expected* named) {
  if (!object.owner_uids.empty() || object.type.resource == "leases") {
    return true;
  }
  return named == nullptr ? object.annotations.contains(kHookAnnotation)
                          : named->may_go;
}

const Expected* Find(const Expectation& expectation, const Object& object) {
  const auto named = expectation.find(NameOf(object));
  return named == expectation.end() ? nullptr : &named->second;
}

KeptBy ReasonOf(Fate fate) {
  switch (fate) {
    case Fate::kGone:
      break;
    case Fate::kKept:
      return KeptBy::kPolicy;
    case Fate::kIgnored:
      return KeptBy::kOtherPolicy;
    case Fate::kNotOwned:
      return KeptBy::kNotOwned;
    case Fate::kHook:
    case Fate::kMade:
      return KeptBy::kHook;
  }
  return KeptBy::kUnknown;
}

/// How an object that had to stay is another one now; empty: it is not.
std::string Difference(const Object& before, const Object& now, bool same_uid) {
  if (now.deleting && !before.deleting) return "is being deleted";
  if (same_uid && now.uid != before.uid) return "made again";
  if (!std::ranges::is_permutation(now.finalizers, before.finalizers)) {
    return "finalizers";
  }
  return now.owner_uids.empty() ? "" : "owner";
}

}  // namespace

std::string ReleaseNamespace(const Object& object) {
  return ValueAt(object.annotations, kReleaseNamespaceAnnotation);
}

Belongings::Belongings(const Premises& premises) : premises_(premises) {
  for (const Object& object : premises.baseline) {
    baseline_.insert(NameOf(object));
  }
}

bool Belongings::Holds(const Object& object) const {
  if (baseline_.contains(NameOf(object))) return false;
  return !IsElsewhere(object, premises_.namespaces) ||
         premises_.elsewhere.contains(object.uid);
}

const Expected* Belongings::Named(const Object& object) const {
  return Find(premises_.expectation, object);
}

// Claims are named TEMPLATE-STATEFULSET-ORDINAL and have no owner, unless the
// StatefulSet's retention policy says otherwise.
bool Belongings::IsClaimOfStatefulSet(const Object& object) const {
  if (object.type.resource != "persistentvolumeclaims" || MadeByChart(object)) {
    return false;
  }
  const std::size_t dash = object.name.rfind('-');
  if (dash == std::string::npos || dash + 1 == object.name.size() ||
      object.name.find_first_not_of("0123456789", dash + 1) !=
          std::string::npos) {
    return false;
  }
  const std::string_view without_ordinal(object.name.data(), dash);
  return std::ranges::any_of(stateful_sets_, [&](const ObjectName& set) {
    return std::get<1>(set) == object.ns &&
           without_ordinal.ends_with("-" + std::get<2>(set));
  });
}

std::optional<KeptObject> Belongings::KeptByItself(const Object& object) const {
  if (const Expected* named = Named(object)) {
    if (named->fate == Fate::kGone) return std::nullopt;
    return KeptObject{object, ReasonOf(named->fate), named->policy};
  }
  if (ResourcePolicy(ValueAt(object.annotations, kResourcePolicyAnnotation)) ==
          kKeep ||
      object.annotations.contains(kHookAnnotation)) {
    return KeptObject{object, KeptBy::kMark};
  }
  if (IsClaimOfStatefulSet(object)) return KeptObject{object, KeptBy::kClaim};
  return std::nullopt;
}

bool Belongings::KeptByAnother(const Object& object) const {
  // Endpoints have no owner, but the name of their Service.
  if (object.type.Name() == "endpoints" &&
      kept_names_.contains({"services", object.ns, object.name})) {
    return true;
  }
  return std::ranges::any_of(object.owner_uids, [this](const std::string& uid) {
    return kept_uids_.contains(uid);
  });
}

Belongings::Sorted Belongings::Sort(std::span<const Object> objects) {
  std::vector<Object> rest;
  for (const Object& object : objects) {
    if (object.type.resource == "leases" && !MadeByChart(object)) continue;
    if (!Holds(object) && Named(object) == nullptr) continue;
    rest.push_back(object);
    if (object.type.Name() == "statefulsets.apps") {
      stateful_sets_.insert(NameOf(object));
    }
  }
  Sorted sorted;
  const auto keep = [&](const auto& kept_by) {
    return std::erase_if(rest, [&](const Object& object) {
      auto kept = kept_by(object);
      if (!kept) return false;
      kept_uids_.insert(object.uid);
      kept_names_.insert(NameOf(object));
      sorted.kept.push_back(std::move(*kept));
      return true;
    });
  };
  keep([this](const Object& object) { return KeptByItself(object); });
  // Down the line of owners: Deployment, ReplicaSet, Pod.
  while (keep([this](const Object& object) -> std::optional<KeptObject> {
    if (!KeptByAnother(object)) return std::nullopt;
    return KeptObject{object, KeptBy::kOwner};
  })) {
  }
  sorted.must_go = std::move(rest);
  return sorted;
}

EndState CompareEndState(std::span<const Object> expected,
                         const Expectation& expectation,
                         std::span<const Object> found) {
  std::map<ObjectName, const Object*> by_name;
  for (const Object& object : found) by_name[NameOf(object)] = &object;
  EndState state;
  for (const Object& object : expected) {
    const Expected* named = Find(expectation, object);
    if (MayGo(object, named)) continue;
    const auto there = by_name.find(NameOf(object));
    if (named != nullptr && named->fate == Fate::kMade) {
      if (there != by_name.end() && there->second->uid == object.uid) {
        state.changed.push_back(KindAndName(object) + " (not made again)");
      }
      continue;
    }
    if (there == by_name.end()) {
      state.missing.push_back(KindAndName(object));
      continue;
    }
    // Controllers put back what is not of a release.
    const std::string how =
        Difference(object, *there->second, /*same_uid=*/named != nullptr);
    if (!how.empty()) {
      state.changed.push_back(fmt::format("{} ({})", KindAndName(object), how));
    }
  }
  for (const auto& [name, named] : expectation) {
    if (named.fate == Fate::kMade && !named.may_go && !by_name.contains(name)) {
      state.missing.push_back(named.Words() + " (made by a hook)");
    }
  }
  return state;
}

}  // namespace bench
