#include "cluster/expectation.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "cluster/belongings.h"
#include "helm/record/annotations.h"

namespace bench {
namespace {

using nlohmann::json;

void KeepNewest(std::map<std::pair<std::string, std::string>, Record>& newest,
                Record record) {
  const auto key = std::pair(record.ns(), record.name());
  const auto there = newest.find(key);
  if (there == newest.end()) {
    newest.emplace(key, std::move(record));
  } else if (there->second.revision() < record.revision()) {
    there->second = std::move(record);
  }
}

/// `object`, as discovery knows it; nothing when its kind is not served.
std::optional<Expected> Placed(const NamedObject& object,
                               std::span<const ResourceType> types) {
  const ResourceType* type = FindType(types, object.api_version, object.kind);
  if (type == nullptr) return std::nullopt;
  return Expected{.type = *type,
                  .ns = type->namespaced ? object.ns : "",
                  .name = object.name};
}

ObjectName NameOf(const Expected& object) {
  return {object.type.Name(), object.ns, object.name};
}

}  // namespace

std::string Expected::Words() const { return KindAndNameOf(type, ns, name); }

Records ReadRecords(Api& api, std::span<const std::string> namespaces) {
  std::vector<Request> requests;
  for (const std::string& ns : namespaces) {
    requests.push_back(
        {.path = fmt::format(
             "/api/v1/namespaces/{}/secrets?labelSelector=owner%3Dhelm", ns)});
  }
  Records records;
  std::map<std::pair<std::string, std::string>, Record> newest;
  for (const Response& response : api.Send(requests)) {
    if (response.status == 404) continue;
    if (response.status == 403) {
      records.forbidden.push_back(ErrorText(response));
      continue;
    }
    if (!response.Ok()) return {.error = ErrorText(response)};
    try {
      const json list = json::parse(response.body);
      for (const json& secret : list.at("items")) {
        if (auto record = ReadSecret(secret)) {
          KeepNewest(newest, std::move(*record));
        }
      }
    } catch (const json::exception& error) {
      return {.error = fmt::format("secrets: {}", error.what())};
    }
  }
  for (auto& [key, record] : newest) {
    records.newest.push_back(std::move(record));
  }
  return records;
}

Expectation Expect(std::span<const Record> records, HelmRules rules,
                   std::span<const ResourceType> types,
                   std::span<const Object> found) {
  std::map<ObjectName, const Object*> there;
  for (const Object& object : found) there[NameOf(object)] = &object;
  Expectation expectation;
  for (const Record& record : records) {
    const auto standing = [&](const NamedObject& object) {
      const auto placed = Placed(object, types);
      const auto at = placed ? there.find(NameOf(*placed)) : there.end();
      if (at == there.end()) return Standing::kAbsent;
      return HasMarksOf(record.name(), record.ns(), at->second->labels,
                        at->second->annotations)
                 ? Standing::kOwn
                 : Standing::kOther;
    };
    for (const Predicted& one : PredictUninstall(record, rules, standing)) {
      auto placed = Placed(one.object, types);
      if (!placed) continue;
      placed->fate = one.fate;
      placed->policy = one.policy;
      placed->may_go = one.may_go;
      placed->marked = standing(one.object) == Standing::kOwn;
      expectation.insert_or_assign(NameOf(*placed), *placed);
    }
  }
  return expectation;
}

std::vector<Collection> PlacesElsewhere(
    const Expectation& expectation, const std::set<std::string>& namespaces) {
  std::set<Collection> places;
  for (const auto& [name, expected] : expectation) {
    const bool seen = expected.ns.empty() ? expected.marked
                                          : namespaces.contains(expected.ns);
    if (!seen) {
      places.insert({.type = expected.type, .ns = expected.ns});
    }
  }
  return {places.begin(), places.end()};
}

bool IsElsewhere(const Object& object,
                 const std::set<std::string>& namespaces) {
  return !namespaces.contains(object.ns.empty() ? ReleaseNamespace(object)
                                                : object.ns);
}

std::vector<Object> MadeElsewhere(std::span<const Object> found,
                                  const Expectation& expectation,
                                  const std::set<std::string>& namespaces,
                                  const std::string& since) {
  std::vector<Object> made;
  std::ranges::copy_if(
      found, std::back_inserter(made), [&](const Object& object) {
        return IsElsewhere(object, namespaces) && object.created >= since &&
               expectation.contains(NameOf(object));
      });
  return made;
}

}  // namespace bench
