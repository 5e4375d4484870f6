#include "cluster/end_state.h"

#include <algorithm>
#include <map>
#include <vector>

#include "helm/record/annotations.h"

namespace bench {
namespace {

bool MayGo(const Object& object) {
  return !object.owner_uids.empty() || object.type.resource == "leases" ||
         object.annotations.contains(kHookAnnotation);
}

template <typename T>
bool SameElements(std::vector<T> a, std::vector<T> b) {
  std::ranges::sort(a);
  std::ranges::sort(b);
  return a == b;
}

}  // namespace

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
    } else if (!SameElements(now.finalizers, object.finalizers)) {
      state.changed.push_back(KindAndName(object) + " (finalizers)");
    } else if (!now.owner_uids.empty()) {
      state.changed.push_back(KindAndName(object) + " (owner)");
    }
  }
  return state;
}

}  // namespace bench
