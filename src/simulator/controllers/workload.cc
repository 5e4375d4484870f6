#include "simulator/controllers/workload.h"

#include <algorithm>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <utility>

#include "simulator/controllers/metadata.h"

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

void MakePod(Rest& rest, std::string_view storage, const StoredObject& owner,
             json pod) {
  pod["metadata"]["ownerReferences"] = OwnedBy(rest.kinds(), storage, owner);
  const std::string ns = owner.metadata().at("namespace");
  rest.Create("pods", ns, std::move(pod));
}

void SetStatus(Rest& rest, const Key& key, const json& status) {
  const ObjectPtr now = rest.store().Get(key);
  if (!now) return;
  json object = now->value();
  object["status"] = status;
  rest.Update(key, "status", std::move(object));
}

}  // namespace bench
