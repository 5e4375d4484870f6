#include "cluster/belongings.h"

#include <algorithm>
#include <map>
#include <string_view>

#include "helm/record/annotations.h"

namespace bench {
namespace {

std::string Annotation(const Object& object, const char* key) {
  const auto found = object.annotations.find(key);
  return found == object.annotations.end() ? "" : found->second;
}

/// What came of a chart's template has it: Helm 3.2 and newer see to that.
bool MadeByChart(const Object& object) {
  return object.annotations.contains(kReleaseNameAnnotation);
}

bool MayGo(const Object& object) {
  return !object.owner_uids.empty() || object.type.resource == "leases" ||
         object.annotations.contains(kHookAnnotation);
}

}  // namespace

std::string ReleaseNamespace(const Object& object) {
  return Annotation(object, kReleaseNamespaceAnnotation);
}

Belongings::Belongings(std::span<const std::string> namespaces,
                       std::span<const Object> baseline)
    : namespaces_(namespaces.begin(), namespaces.end()) {
  for (const Object& object : baseline) baseline_.insert(NameOf(object));
}

bool Belongings::Holds(const Object& object) const {
  if (baseline_.contains(NameOf(object))) return false;
  return namespaces_.contains(object.ns.empty() ? ReleaseNamespace(object)
                                                : object.ns);
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

bool Belongings::KeptByItself(const Object& object) const {
  return ResourcePolicy(Annotation(object, kResourcePolicyAnnotation)) ==
             kKeep ||
         object.annotations.contains(kHookAnnotation) ||
         IsClaimOfStatefulSet(object);
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
    if (!Holds(object)) continue;
    rest.push_back(object);
    if (object.type.Name() == "statefulsets.apps") {
      stateful_sets_.insert(NameOf(object));
    }
  }
  Sorted sorted;
  const auto keep = [&](const auto& is_kept) {
    return std::erase_if(rest, [&](const Object& object) {
      if (!is_kept(object)) return false;
      kept_uids_.insert(object.uid);
      kept_names_.insert(NameOf(object));
      sorted.kept.push_back(object);
      return true;
    });
  };
  keep([this](const Object& object) { return KeptByItself(object); });
  // Down the line of owners: Deployment, ReplicaSet, Pod.
  while (keep([this](const Object& object) { return KeptByAnother(object); })) {
  }
  sorted.must_go = std::move(rest);
  return sorted;
}

EndState CompareEndState(std::span<const Object> expected,
                         std::span<const Object> found) {
  std::map<ObjectName, const Object*> by_name;
  for (const Object& object : found) by_name[NameOf(object)] = &object;
  EndState state;
  for (const Object& object : expected) {
    if (MayGo(object)) continue;
    const auto there = by_name.find(NameOf(object));
    if (there == by_name.end()) {
      state.missing.push_back(KindAndName(object));
      continue;
    }
    const Object& now = *there->second;
    if (now.deleting && !object.deleting) {
      state.changed.push_back(KindAndName(object) + " (is being deleted)");
    } else if (!std::ranges::is_permutation(now.finalizers,
                                            object.finalizers)) {
      state.changed.push_back(KindAndName(object) + " (finalizers)");
    } else if (!now.owner_uids.empty()) {
      state.changed.push_back(KindAndName(object) + " (owner)");
    }
  }
  return state;
}

}  // namespace bench
