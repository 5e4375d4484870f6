#include "simulator/controllers/service_controller.h"

#include <nlohmann/json.hpp>

#include "simulator/controllers/owner.h"

namespace bench {
namespace {

using nlohmann::json;

constexpr const char* kSlices = "endpointslices.discovery.k8s.io";

json LabelsOf(const StoredObject& object) {
  return object.metadata().value("labels", json::object());
}

bool Selects(const StoredObject& service, const StoredObject& pod) {
  const json selector = service.value()
                            .value("spec", json::object())
                            .value("selector", json::object());
  return !selector.empty() && HasLabels(pod, selector);
}

bool HasAddress(const StoredObject& pod) {
  return pod.value().value("status", json::object()).contains("podIP");
}

json EndpointOf(const StoredObject& pod) {
  const json& metadata = pod.metadata();
  const bool ready = !pod.deleting();
  return {{"addresses", {pod.value().at("status").at("podIP")}},
          {"conditions",
           {{"ready", ready}, {"serving", true}, {"terminating", !ready}}},
          {"nodeName", pod.value().at("spec").value("nodeName", "")},
          {"targetRef",
           {{"kind", "Pod"},
            {"namespace", metadata.at("namespace")},
            {"name", metadata.at("name")},
            {"uid", metadata.at("uid")}}}};
}

}  // namespace

ServiceController::ServiceController(Rest& rest, EventLoop& loop,
                                     const Timing& timing)
    : rest_(rest), queue_(loop, timing.controller_s, [this](const Key& key) {
        Reconcile(key);
      }) {
  rest_.store().Subscribe([this](const Change& change) { Note(change); });
}

// A Service comes or goes, or a Pod of one changes.
void ServiceController::Note(const Change& change) {
  if (change.key.resource == "services") {
    if (change.type != Change::Type::kModified) queue_.Add(change.key);
    return;
  }
  if (change.key.resource != "pods") return;
  for (const ObjectPtr& service :
       rest_.store().List("services", change.key.ns)) {
    if (Selects(*service, *change.object)) {
      queue_.Add({"services", change.key.ns, service->metadata().at("name")});
    }
  }
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
  UpdateSlice(key, *service);
}

void ServiceController::MakeEndpoints(const Key& key,
                                      const StoredObject& service) {
  if (rest_.store().Get({"endpoints", key.ns, key.name})) return;
  json labels = LabelsOf(service);
  labels["endpoints.kubernetes.io/managed-by"] = "endpoint-controller";
  rest_.Create(*rest_.kinds().FindStorage("endpoints"), key.ns,
               {{"metadata", {{"name", key.name}, {"labels", labels}}}});
}

void ServiceController::UpdateSlice(const Key& key,
                                    const StoredObject& service) {
  json endpoints;
  for (const ObjectPtr& pod : rest_.store().List("pods", key.ns)) {
    if (Selects(service, *pod) && HasAddress(*pod)) {
      endpoints.push_back(EndpointOf(*pod));
    }
  }
  const Kind& kind = *rest_.kinds().FindStorage(kSlices);
  for (const ObjectPtr& slice : rest_.store().List(kSlices, key.ns)) {
    if (LabelsOf(*slice).value("kubernetes.io/service-name", "") != key.name) {
      continue;
    }
    json changed = slice->value();
    changed["endpoints"] = std::move(endpoints);
    rest_.Update(kind, key.ns, slice->metadata().at("name").get<std::string>(),
                 "", std::move(changed));
    return;
  }
  json labels = LabelsOf(service);
  labels["endpointslice.kubernetes.io/managed-by"] =
      "endpointslice-controller.k8s.io";
  labels["kubernetes.io/service-name"] = key.name;
  rest_.Create(kind, key.ns,
               {{"metadata",
                 {{"generateName", key.name + "-"},
                  {"labels", labels},
                  {"ownerReferences",
                   OwnedBy(*rest_.kinds().FindStorage("services"), service)}}},
                {"addressType", "IPv4"},
                {"endpoints", std::move(endpoints)},
                {"ports", nullptr}});
}

}  // namespace bench
