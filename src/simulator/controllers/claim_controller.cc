#include "simulator/controllers/claim_controller.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "simulator/controllers/finalizers.h"

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

}  // namespace

ClaimController::ClaimController(Rest& rest, EventLoop& loop,
                                 const Timing& timing)
    : rest_(rest), queue_(loop, timing.controller_s, [this](const Key& key) {
        Release(key);
      }) {
  rest_.store().Subscribe([this](const Change& change) { Note(change); });
}

void ClaimController::Note(const Change& change) {
  if (change.key.resource == kClaims) {
    if (change.type != Change::Type::kDeleted && change.object->deleting()) {
      queue_.Add(change.key);
    }
  } else if (change.key.resource == "pods" &&
             change.type == Change::Type::kDeleted) {
    for (const ObjectPtr& claim : rest_.store().List(kClaims, change.key.ns)) {
      if (!claim->deleting()) continue;
      queue_.Add({kClaims, change.key.ns,
                  claim->metadata().at("name").get<std::string>()});
    }
  }
}

void ClaimController::Release(const Key& key) {
  const ObjectPtr claim = rest_.store().Get(key);
  if (!claim || !claim->deleting()) return;
  for (const ObjectPtr& pod : rest_.store().List("pods", key.ns)) {
    if (Uses(*pod, key.name)) return;
  }
  DropFinalizer(rest_, key, kProtection);
}

}  // namespace bench
