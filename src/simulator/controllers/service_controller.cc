#include <nlohmann/json.hpp>

#include "simulator/controllers/controllers.h"
#include "simulator/controllers/metadata.h"
#include "simulator/controllers/work_queue.h"

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

// One that has ended has none any more.
bool HasAddress(const StoredObject& pod) {
  const json status = pod.value().value("status", json::object());
  const std::string phase = status.value("phase", "");
  return status.contains("podIP") && phase != "Succeeded" && phase != "Failed";
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

// A Service comes or goes, or a Pod of one changes.
void NoteOfService(Rest& rest, const Change& change, WorkQueue& queue) {
  if (change.key.resource == "services") {
    if (change.type != Change::Type::kModified) queue.Add(change.key);
    return;
  }
  if (change.key.resource != "pods") return;
  for (const ObjectPtr& service :
       rest.store().List("services", change.key.ns)) {
    if (Selects(*service, *change.object)) {
      queue.Add({"services", change.key.ns, service->name()});
    }
  }
}

void MakeEndpoints(Rest& rest, const Key& key, const StoredObject& service) {
  if (rest.store().Get({"endpoints", key.ns, key.name})) return;
  json labels = LabelsOf(service);
  labels["endpoints.kubernetes.io/managed-by"] = "endpoint-controller";
  rest.Create("endpoints", key.ns,
              {{"metadata", {{"name", key.name}, {"labels", labels}}}});
}

void UpdateSlice(Rest& rest, const Key& key, const StoredObject& service) {
  json endpoints;
  for (const ObjectPtr& pod : rest.store().List("pods", key.ns)) {
    if (Selects(service, *pod) && HasAddress(*pod)) {
      endpoints.push_back(EndpointOf(*pod));
    }
  }
  for (const ObjectPtr& slice : rest.store().List(kSlices, key.ns)) {
    if (LabelsOf(*slice).value("kubernetes.io/service-name", "") != key.name) {
      continue;
    }
    json changed = slice->value();
    changed["endpoints"] = std::move(endpoints);
    rest.Update({kSlices, key.ns, slice->name()}, "", std::move(changed));
    return;
  }
  json labels = LabelsOf(service);
  labels["endpointslice.kubernetes.io/managed-by"] =
      "endpointslice-controller.k8s.io";
  labels["kubernetes.io/service-name"] = key.name;
  rest.Create(
      kSlices, key.ns,
      {{"metadata",
        {{"generateName", key.name + "-"},
         {"labels", labels},
         {"ownerReferences", OwnedBy(rest.kinds(), "services", service)}}},
       {"addressType", "IPv4"},
       {"endpoints", std::move(endpoints)},
       {"ports", nullptr}});
}

void ReconcileService(Rest& rest, const Key& key) {
  const ObjectPtr service = rest.store().Get(key);
  if (!service) {
    // The slice goes with its owner; the older kind has none.
    const Key endpoints{"endpoints", key.ns, key.name};
    if (rest.store().Get(endpoints)) rest.Delete(endpoints, {});
    return;
  }
  const json spec = service->value().value("spec", json::object());
  if (service->deleting() || !spec.contains("selector")) return;
  MakeEndpoints(rest, key, *service);
  UpdateSlice(rest, key, *service);
}

}  // namespace

void StartServiceController(Rest& rest, EventLoop& loop, const Timing& timing) {
  StartController(rest, loop, timing.controller_s, NoteOfService,
                  ReconcileService);
}

}  // namespace bench
