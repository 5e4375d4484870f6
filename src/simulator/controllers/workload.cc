#include "simulator/controllers/workload.h"

#include <algorithm>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

#include "simulator/controllers/owner.h"

namespace bench {

using nlohmann::json;

std::string TemplateHash(const json& pod_template) {
  // FNV-1a: the standard library promises nothing of std::hash.
  constexpr std::string_view kAlphabet = "bcdfghjklmnpqrstvwxz2456789";
  std::uint64_t hash = 14695981039346656037ULL;
  for (const char c : pod_template.dump()) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  }
  std::string text;
  for (int i = 0; i < 10; ++i) {
    text += kAlphabet[hash % kAlphabet.size()];
    hash /= kAlphabet.size();
  }
  return text;
}

std::string NameOf(const StoredObject& object) {
  return object.metadata().at("name");
}

bool IsReady(const StoredObject& pod) {
  const json status = pod.value().value("status", json::object());
  const json conditions = status.value("conditions", json::array());
  return std::ranges::any_of(conditions, [](const json& condition) {
    return condition.value("type", "") == "Ready" &&
           condition.value("status", "") == "True";
  });
}

int CountReady(const std::vector<ObjectPtr>& pods) {
  return static_cast<int>(std::ranges::count_if(
      pods, [](const ObjectPtr& pod) { return IsReady(*pod); }));
}

json PodOf(const json& pod_template) {
  return {{"metadata", pod_template.value("metadata", json::object())},
          {"spec", pod_template.value("spec", json::object())}};
}

void MakePod(Rest& rest, const Kind& kind, const StoredObject& owner,
             json pod) {
  pod["metadata"]["ownerReferences"] = OwnedBy(kind, owner);
  rest.Create(*rest.kinds().FindStorage("pods"),
              owner.metadata().at("namespace").get<std::string>(),
              std::move(pod));
}

void DeletePod(Rest& rest, const std::string& ns, const std::string& name) {
  rest.Delete(*rest.kinds().FindStorage("pods"), ns, name, {});
}

void SetStatus(Rest& rest, const Key& key, const json& status) {
  const Kind& kind = *rest.kinds().FindStorage(key.resource);
  json object = rest.Get(kind, key.ns, key.name)->value();
  object["status"] = status;
  rest.Update(kind, key.ns, key.name, "status", std::move(object));
}

}  // namespace bench
