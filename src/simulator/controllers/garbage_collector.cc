#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "simulator/controllers/controllers.h"
#include "simulator/controllers/metadata.h"
#include "simulator/controllers/work_queue.h"

namespace bench {
namespace {

using nlohmann::json;

constexpr const char* kForeground = "foregroundDeletion";
constexpr const char* kOrphan = "orphan";

json References(const StoredObject& object) {
  return object.metadata().value("ownerReferences", json::array());
}

bool Blocks(const json& reference) {
  return reference.value("blockOwnerDeletion", false);
}

// The owners of one object, by uid.
struct Owners {
  std::set<std::string> solid;
  std::set<std::string> gone;
  std::set<std::string> waiting;  // on their way out, and for this one to go
};

class GarbageCollector {
 public:
  GarbageCollector(Rest& rest, EventLoop& loop, const Timing& timing)
      : rest_(rest), queue_(loop, timing.controller_s, [this](const Key& key) {
          Reconcile(key);
        }) {}

  void Note(const Change& change);

 private:
  void Reconcile(const Key& key);
  void Orphan(const Key& key, const StoredObject& owner);
  void AwaitDependents(const Key& key, const StoredObject& owner);
  void CheckOwners(const Key& key, const StoredObject& object);
  Owners Classify(const Key& key, const StoredObject& object) const;
  void DropOwners(const Key& key, const std::set<std::string>& uids);
  std::vector<Key> Dependents(const std::string& uid) const;

  Rest& rest_;
  WorkQueue queue_;
  std::map<std::string, std::set<Key>> dependents_;  // by their owner's uid
  std::map<std::string, Key> waiting_;  // by uid: owners deleted in foreground
};

void GarbageCollector::Note(const Change& change) {
  if (change.previous) {
    for (const json& reference : References(*change.previous)) {
      const auto found = dependents_.find(reference.value("uid", ""));
      if (found == dependents_.end()) continue;
      found->second.erase(change.key);
      if (found->second.empty()) dependents_.erase(found);
    }
  }
  const std::string uid = change.object->uid();
  const json references = References(*change.object);
  if (change.type == Change::Type::kDeleted) {
    waiting_.erase(uid);
    for (const Key& dependent : Dependents(uid)) queue_.Add(dependent);
    for (const json& reference : references) {
      const auto owner = waiting_.find(reference.value("uid", ""));
      if (owner != waiting_.end()) queue_.Add(owner->second);
    }
    return;
  }
  for (const json& reference : references) {
    dependents_[reference.value("uid", "")].insert(change.key);
  }
  const bool ending =
      change.object->deleting() && (HasFinalizer(*change.object, kForeground) ||
                                    HasFinalizer(*change.object, kOrphan));
  if (ending || !references.empty()) queue_.Add(change.key);
}

void GarbageCollector::Reconcile(const Key& key) {
  const ObjectPtr object = rest_.store().Get(key);
  if (!object) return;
  if (object->deleting() && HasFinalizer(*object, kOrphan)) {
    Orphan(key, *object);
  } else if (object->deleting() && HasFinalizer(*object, kForeground)) {
    AwaitDependents(key, *object);
  } else if (!object->deleting()) {
    CheckOwners(key, *object);
  }
}

void GarbageCollector::Orphan(const Key& key, const StoredObject& owner) {
  for (const Key& dependent : Dependents(owner.uid())) {
    DropOwners(dependent, {owner.uid()});
  }
  DropFinalizer(rest_, key, kOrphan);
}

void GarbageCollector::AwaitDependents(const Key& key,
                                       const StoredObject& owner) {
  waiting_[owner.uid()] = key;
  bool blocked = false;
  for (const Key& dependent : Dependents(owner.uid())) {
    const ObjectPtr object = rest_.store().Get(dependent);
    if (!object) continue;
    for (const json& reference : References(*object)) {
      blocked |= reference.value("uid", "") == owner.uid() && Blocks(reference);
    }
    queue_.Add(dependent);
  }
  if (!blocked) DropFinalizer(rest_, key, kForeground);
}

Owners GarbageCollector::Classify(const Key& key,
                                  const StoredObject& object) const {
  Owners owners;
  for (const json& reference : References(object)) {
    const std::string uid = reference.value("uid", "");
    const Kind* const kind = rest_.kinds().FindKind(
        reference.value("apiVersion", ""), reference.value("kind", ""));
    if (kind == nullptr) {
      owners.solid.insert(uid);  // of what is not known, nothing is known
      continue;
    }
    const ObjectPtr owner = rest_.store().Get(
        rest_.KeyOf(*kind, key.ns, reference.value("name", "")));
    if (!owner || owner->uid() != uid) {
      owners.gone.insert(uid);
    } else if (owner->deleting() && HasFinalizer(*owner, kForeground)) {
      owners.waiting.insert(uid);
    } else {
      owners.solid.insert(uid);
    }
  }
  return owners;
}

void GarbageCollector::CheckOwners(const Key& key, const StoredObject& object) {
  const Owners owners = Classify(key, object);
  std::set<std::string> lost = owners.gone;
  lost.insert(owners.waiting.begin(), owners.waiting.end());
  if (lost.empty()) return;
  if (!owners.solid.empty()) {
    DropOwners(key, lost);
    return;
  }
  DeleteOptions options;
  options.uid = object.uid();
  const bool hands_down =
      !owners.waiting.empty() && !Dependents(object.uid()).empty();
  options.propagation = hands_down ? "Foreground" : "Background";
  rest_.Delete(key, options);
}

void GarbageCollector::DropOwners(const Key& key,
                                  const std::set<std::string>& uids) {
  const ObjectPtr object = rest_.store().Get(key);
  if (!object) return;
  json changed = object->value();
  json kept = json::array();
  for (const json& reference : References(*object)) {
    if (!uids.contains(reference.value("uid", ""))) kept.push_back(reference);
  }
  if (kept.empty()) {
    changed["metadata"].erase("ownerReferences");
  } else {
    changed["metadata"]["ownerReferences"] = kept;
  }
  rest_.Update(key, "", std::move(changed));
}

std::vector<Key> GarbageCollector::Dependents(const std::string& uid) const {
  const auto found = dependents_.find(uid);
  if (found == dependents_.end()) return {};
  return {found->second.begin(), found->second.end()};
}

}  // namespace

void StartGarbageCollector(Rest& rest, EventLoop& loop, const Timing& timing) {
  rest.store().Subscribe(
      [collector = std::make_shared<GarbageCollector>(rest, loop, timing)](
          const Change& change) { collector->Note(change); });
}

}  // namespace bench
