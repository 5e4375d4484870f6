#include "simulator/api/selector.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "simulator/objects/api_error.h"
#include "util/text.h"

namespace bench {
namespace {

using nlohmann::json;

// By which fields the API server can select, kind by kind; by name and
// namespace everywhere. From the strategies in kubernetes/pkg/registry.
const std::map<std::string, std::set<std::string>, std::less<>>&
SelectableFields() {
  static const std::map<std::string, std::set<std::string>, std::less<>>
      kFields = {
          {"secrets", {"type"}},
          {"namespaces", {"status.phase"}},
          {"nodes", {"spec.unschedulable"}},
          {"pods",
           {"spec.nodeName", "spec.restartPolicy", "spec.schedulerName",
            "spec.serviceAccountName", "spec.hostNetwork", "status.phase",
            "status.podIP", "status.nominatedNodeName"}},
          {"services", {"spec.clusterIP", "spec.type"}},
          {"replicationcontrollers", {"status.replicas"}},
          {"replicasets.apps", {"status.replicas"}},
          {"jobs.batch", {"status.successful"}},
          {"events",
           {"involvedObject.kind", "involvedObject.namespace",
            "involvedObject.name", "involvedObject.uid",
            "involvedObject.apiVersion", "involvedObject.resourceVersion",
            "involvedObject.fieldPath", "reason", "reportingComponent",
            "source", "type"}},
      };
  return kFields;
}

std::string TextAt(const json& object, const std::vector<std::string>& path) {
  const json* at = &object;
  for (const std::string& step : path) {
    if (!at->is_object()) return "";
    const auto next = at->find(step);
    if (next == at->end()) return "";
    at = &*next;
  }
  return at->is_string() ? at->get<std::string>() : at->dump();
}

}  // namespace

Selector::Selector(const Kind& kind, std::string_view labels,
                   std::string_view fields)
    : labels_(labels), fields_(ParseFields(kind, fields)) {}

std::vector<Selector::Field> Selector::ParseFields(const Kind& kind,
                                                   std::string_view text) {
  std::vector<Field> fields;
  if (text.empty()) return fields;
  for (const std::string_view term : Split(text, ',')) {
    const auto equals = term.find('=');
    if (equals == std::string_view::npos) {
      throw BadRequest(fmt::format("invalid selector: '{}'", term));
    }
    const bool negated = equals > 0 && term[equals - 1] == '!';
    const bool doubled = equals + 1 < term.size() && term[equals + 1] == '=';
    const std::string name(term.substr(0, equals - (negated ? 1 : 0)));
    const auto known = SelectableFields().find(kind.Storage());
    const bool selectable =
        name == "metadata.name" ||
        (name == "metadata.namespace" && kind.namespaced) ||
        (known != SelectableFields().end() && known->second.contains(name));
    if (!selectable) {
      throw BadRequest(fmt::format("field label not supported: {}", name));
    }
    const auto path = Split(name, '.');
    fields.push_back({{path.begin(), path.end()},
                      std::string(term.substr(equals + (doubled ? 2 : 1))),
                      !negated});
  }
  return fields;
}

bool Selector::Matches(const json& object) const {
  static const json kNone = json::object();
  const json& metadata = object.at("metadata");
  const auto found = metadata.find("labels");
  const bool has_labels = found != metadata.end() && found->is_object();
  if (!labels_.Matches(has_labels ? *found : kNone)) return false;
  return std::ranges::all_of(fields_, [&](const Field& field) {
    return (TextAt(object, field.path) == field.value) == field.equal;
  });
}

}  // namespace bench
