#include <algorithm>
#include <nlohmann/json.hpp>

#include "simulator/controllers/controllers.h"
#include "simulator/controllers/metadata.h"
#include "simulator/controllers/work_queue.h"

namespace bench {
namespace {

using nlohmann::json;

constexpr const char* kClaims = "persistentvolumeclaims";
constexpr const char* kProtection = "kubernetes.io/pvc-protection";

bool Uses(const StoredObject& pod, const std::string& claim) {
  const json spec = pod.value().value("spec", json::object());
  const json volumes = spec.value("volumes", json::array());
  return std::ranges::any_of(volumes, [&](const json& volume) {
    return volume.contains("persistentVolumeClaim") &&
           volume.at("persistentVolumeClaim").value("claimName", "") == claim;
  });
}

void NoteOfClaim(Rest& rest, const Change& change, WorkQueue& queue) {
  if (change.key.resource == kClaims) {
    if (change.type != Change::Type::kDeleted && change.object->deleting()) {
      queue.Add(change.key);
    }
  } else if (change.key.resource == "pods" &&
             change.type == Change::Type::kDeleted) {
    for (const ObjectPtr& claim : rest.store().List(kClaims, change.key.ns)) {
      if (!claim->deleting()) continue;
      queue.Add({kClaims, change.key.ns, claim->name()});
    }
  }
}

void Release(Rest& rest, const Key& key) {
  const ObjectPtr claim = rest.store().Get(key);
  if (!claim || !claim->deleting()) return;
  for (const ObjectPtr& pod : rest.store().List("pods", key.ns)) {
    if (Uses(*pod, key.name)) return;
  }
  DropFinalizer(rest, key, kProtection);
}

}  // namespace

void StartClaimController(Rest& rest, EventLoop& loop, const Timing& timing) {
  StartController(rest, loop, timing.controller_s, NoteOfClaim, Release);
}

}  // namespace bench
