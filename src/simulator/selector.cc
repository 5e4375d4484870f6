#include "simulator/selector.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "simulator/api_error.h"

namespace bench {
namespace {

using nlohmann::json;

std::string_view Trim(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

// At commas, but not at those inside of brackets.
std::vector<std::string_view> SplitTerms(std::string_view text) {
  std::vector<std::string_view> terms;
  int depth = 0;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const char c = i < text.size() ? text[i] : ',';
    if (c == '(') ++depth;
    if (c == ')') --depth;
    if (i == text.size() || (c == ',' && depth == 0)) {
      terms.push_back(Trim(text.substr(begin, i - begin)));
      begin = i + 1;
    }
  }
  return terms;
}

bool IsLabelText(std::string_view text, bool with_slash) {
  return std::ranges::all_of(text, [&](unsigned char c) {
    return std::isalnum(c) != 0 || c == '-' || c == '_' || c == '.' ||
           (with_slash && c == '/');
  });
}

ApiError Unparsable(std::string_view text) {
  return BadRequest(
      fmt::format("unable to parse requirement: found '{}', expected: a label "
                  "requirement",
                  text));
}

std::string CheckedKey(std::string_view key) {
  key = Trim(key);
  if (key.empty() || !IsLabelText(key, true)) throw Unparsable(key);
  return std::string(key);
}

std::string CheckedValue(std::string_view value) {
  value = Trim(value);
  if (!IsLabelText(value, false)) throw Unparsable(value);
  return std::string(value);
}

// By which fields the API server can select, kind by kind; by name and
// namespace everywhere. From the strategies in kubernetes/pkg/registry.
const std::map<std::string, std::set<std::string>, std::less<>>&
SelectableFields() {
  static const std::map<std::string, std::set<std::string>, std::less<>>
      fields = {
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
  return fields;
}

std::vector<std::string> SplitPath(std::string_view path) {
  std::vector<std::string> parts;
  for (;;) {
    const auto dot = path.find('.');
    parts.emplace_back(path.substr(0, dot));
    if (dot == std::string_view::npos) return parts;
    path.remove_prefix(dot + 1);
  }
}

std::string TextOf(const json& value) {
  return value.is_string() ? value.get<std::string>() : value.dump();
}

std::string TextAt(const json& object, const std::vector<std::string>& path) {
  const json* at = &object;
  for (const std::string& step : path) {
    if (!at->is_object()) return "";
    const auto next = at->find(step);
    if (next == at->end()) return "";
    at = &*next;
  }
  return TextOf(*at);
}

}  // namespace

Selector::Selector(const Kind& kind, std::string_view labels,
                   std::string_view fields)
    : labels_(ParseLabels(labels)), fields_(ParseFields(kind, fields)) {}

std::vector<Selector::Requirement> Selector::ParseLabels(
    std::string_view text) {
  std::vector<Requirement> requirements;
  if (Trim(text).empty()) return requirements;
  for (const std::string_view term : SplitTerms(text)) {
    Requirement requirement;
    const auto bracket = term.find('(');
    if (bracket != std::string_view::npos) {
      if (!term.ends_with(')')) throw Unparsable(term);
      std::string_view left = Trim(term.substr(0, bracket));
      const auto space = left.rfind(' ');
      if (space == std::string_view::npos) throw Unparsable(term);
      const std::string_view op = left.substr(space + 1);
      if (op != "in" && op != "notin") throw Unparsable(op);
      requirement.op = op == "in" ? Requirement::Operator::kIn
                                  : Requirement::Operator::kNotIn;
      requirement.key = CheckedKey(left.substr(0, space));
      const auto values = term.substr(bracket + 1, term.size() - bracket - 2);
      for (const std::string_view value : SplitTerms(values)) {
        requirement.values.push_back(CheckedValue(value));
      }
    } else if (const auto equals = term.find('=');
               equals != std::string_view::npos) {
      const bool negated = equals > 0 && term[equals - 1] == '!';
      const bool doubled = equals + 1 < term.size() && term[equals + 1] == '=';
      requirement.op =
          negated ? Requirement::Operator::kNotIn : Requirement::Operator::kIn;
      requirement.key = CheckedKey(term.substr(0, equals - (negated ? 1 : 0)));
      requirement.values = {
          CheckedValue(term.substr(equals + (doubled ? 2 : 1)))};
    } else {
      const bool absent = term.starts_with('!');
      requirement.op = absent ? Requirement::Operator::kAbsent
                              : Requirement::Operator::kExists;
      requirement.key = CheckedKey(absent ? term.substr(1) : term);
    }
    requirements.push_back(std::move(requirement));
  }
  return requirements;
}

std::vector<Selector::Field> Selector::ParseFields(const Kind& kind,
                                                   std::string_view text) {
  std::vector<Field> fields;
  if (text.empty()) return fields;
  for (const std::string_view term : SplitTerms(text)) {
    const auto equals = term.find('=');
    if (equals == std::string_view::npos || equals == 0) {
      throw BadRequest(fmt::format(
          "invalid selector: '{}'; can't understand '{}'", text, term));
    }
    const bool negated = term[equals - 1] == '!';
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
    fields.push_back({SplitPath(name),
                      std::string(term.substr(equals + (doubled ? 2 : 1))),
                      !negated});
  }
  return fields;
}

bool Selector::Matches(const json& object) const {
  static const json kNone = json::object();
  const json& metadata = object.at("metadata");
  const auto found = metadata.find("labels");
  const json& labels =
      found != metadata.end() && found->is_object() ? *found : kNone;
  for (const Requirement& requirement : labels_) {
    const auto label = labels.find(requirement.key);
    const bool there = label != labels.end();
    const bool named =
        there && std::ranges::find(requirement.values, TextOf(*label)) !=
                     requirement.values.end();
    using Operator = Requirement::Operator;
    const bool met = requirement.op == Operator::kIn       ? named
                     : requirement.op == Operator::kNotIn  ? !named
                     : requirement.op == Operator::kExists ? there
                                                           : !there;
    if (!met) return false;
  }
  return std::ranges::all_of(fields_, [&](const Field& field) {
    return (TextAt(object, field.path) == field.value) == field.equal;
  });
}

}  // namespace bench
