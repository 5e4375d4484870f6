#include "simulator/service_controller.h"

#include <nlohmann/json.hpp>

#include "simulator/owner.h"

namespace bench {
namespace {

using nlohmann::json;

constexpr const char* kSlices = "endpointslices.discovery.k8s.io";

json LabelsOf(const StoredObject& object) {
  return object.metadata().value("labels", json::object());
}

}  // namespace

ServiceController::ServiceController(Rest& rest, Scheduler& scheduler,
                                     const Timing& timing)
    : rest_(rest),
      queue_(scheduler, timing.controller_s,
             [this](const Key& key) { Reconcile(key); }) {
  rest_.store().Subscribe([this](const Change& change) {
    if (change.key.resource == "services" &&
        change.type != Change::Type::kModified) {
      queue_.Add(change.key);
    }
  });
}

void ServiceController::Reconcile(const Key& key) {
  const ObjectPtr service = rest_.store().Get(key);
  if (!service) {
    // The slice goes with its owner; the older kind has none.
    if (rest_.store().Get({"endpoints", key.ns, key.name})) {
      rest_.Delete(*rest_.kinds().FindStorage("endpoints"), key.ns, key.name,
                   {});
    }
    return;
  }
  const json spec = service->value().value("spec", json::object());
  if (service->deleting() || !spec.contains("selector")) return;
  MakeEndpoints(key, *service);
  MakeSlice(key, *service);
}

void ServiceController::MakeEndpoints(const Key& key,
                                      const StoredObject& service) {
  if (rest_.store().Get({"endpoints", key.ns, key.name})) return;
  json labels = LabelsOf(service);
  labels["endpoints.kubernetes.io/managed-by"] = "endpoint-controller";
  rest_.Create(*rest_.kinds().FindStorage("endpoints"), key.ns,
               {{"metadata", {{"name", key.name}, {"labels", labels}}}});
}

void ServiceController::MakeSlice(const Key& key, const StoredObject& service) {
  for (const ObjectPtr& slice : rest_.store().List(kSlices, key.ns)) {
    if (LabelsOf(*slice).value("kubernetes.io/service-name", "") == key.name) {
      return;
    }
  }
  json labels = LabelsOf(service);
  labels["endpointslice.kubernetes.io/managed-by"] =
      "endpointslice-controller.k8s.io";
  labels["kubernetes.io/service-name"] = key.name;
  rest_.Create(*rest_.kinds().FindStorage(kSlices), key.ns,
               {{"metadata",
                 {{"generateName", key.name + "-"},
                  {"labels", labels},
                  {"ownerReferences",
                   OwnedBy(*rest_.kinds().FindStorage("services"), service)}}},
                {"addressType", "IPv4"},
                {"endpoints", nullptr},
                {"ports", nullptr}});
}

}  // namespace bench
