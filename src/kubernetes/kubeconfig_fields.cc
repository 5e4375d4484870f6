#include "kubernetes/kubeconfig_fields.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>
#include <vector>

#include "kubernetes/base64.h"
#include "util/error.h"

namespace bench {
namespace {

using nlohmann::json;

struct KubeconfigField;

/// The type of a value, as in client-go's tools/clientcmd/api/v1/types.go.
struct FieldType {
  enum class Kind { kAny, kText, kFlag, kBytes, kList, kMap, kFields };
  Kind kind = Kind::kAny;
  /// Of kFields, those that are known; of kList and kMap what their elements
  /// are, without a name.
  std::vector<KubeconfigField> inside;
};

struct KubeconfigField {
  std::string name;
  FieldType type;
};

using Kind = FieldType::Kind;

FieldType ListOf(FieldType element) {
  return {Kind::kList, {{"", std::move(element)}}};
}

FieldType MapOf(FieldType value) {
  return {Kind::kMap, {{"", std::move(value)}}};
}

FieldType FieldsOf(std::vector<KubeconfigField> fields) {
  return {Kind::kFields, std::move(fields)};
}

const FieldType kText{Kind::kText};
const FieldType kFlag{Kind::kFlag};
const FieldType kBytes{Kind::kBytes};

FieldType Extensions() { return ListOf(FieldsOf({{"name", kText}})); }

FieldType ClusterType() {
  return FieldsOf({{"server", kText},
                   {"tls-server-name", kText},
                   {"insecure-skip-tls-verify", kFlag},
                   {"certificate-authority", kText},
                   {"certificate-authority-data", kBytes},
                   {"proxy-url", kText},
                   {"disable-compression", kFlag},
                   {"extensions", Extensions()}});
}

FieldType ExecType() {
  return FieldsOf(
      {{"command", kText},
       {"args", ListOf(kText)},
       {"env", ListOf(FieldsOf({{"name", kText}, {"value", kText}}))},
       {"apiVersion", kText},
       {"installHint", kText},
       {"provideClusterInfo", kFlag},
       {"interactiveMode", kText}});
}

FieldType UserType() {
  return FieldsOf(
      {{"client-certificate", kText},
       {"client-certificate-data", kBytes},
       {"client-key", kText},
       {"client-key-data", kBytes},
       {"token", kText},
       {"tokenFile", kText},
       {"as", kText},
       {"as-uid", kText},
       {"as-groups", ListOf(kText)},
       {"as-user-extra", MapOf(ListOf(kText))},
       {"username", kText},
       {"password", kText},
       {"auth-provider", FieldsOf({{"name", kText}, {"config", MapOf(kText)}})},
       {"exec", ExecType()},
       {"extensions", Extensions()}});
}

FieldType ContextType() {
  return FieldsOf({{"cluster", kText},
                   {"user", kText},
                   {"namespace", kText},
                   {"extensions", Extensions()}});
}

FieldType NamedType(const char* inner, FieldType type) {
  return ListOf(FieldsOf({{"name", kText}, {inner, std::move(type)}}));
}

FieldType KubeconfigType() {
  return FieldsOf({{"kind", kText},
                   {"apiVersion", kText},
                   {"preferences", FieldsOf({{"colors", kFlag},
                                             {"extensions", Extensions()}})},
                   {"clusters", NamedType("cluster", ClusterType())},
                   {"users", NamedType("user", UserType())},
                   {"contexts", NamedType("context", ContextType())},
                   {"current-context", kText},
                   {"extensions", Extensions()}});
}

std::string_view TypeInWords(const json& value) {
  switch (value.type()) {
    case json::value_t::string:
      return "a string";
    case json::value_t::boolean:
      return "true or false";
    case json::value_t::array:
      return "a list";
    case json::value_t::object:
      return "a mapping";
    default:
      return "a number";
  }
}

/// As Go's encoding/json has it: line breaks are skipped, spaces are not.
bool IsBase64(const std::string& text) {
  return text.find_first_of(" \t") == std::string::npos &&
         DecodeBase64(text).has_value();
}

/// An element by its name, where it has one: "users[minikube]".
std::string ElementName(const json& element, std::size_t index) {
  if (!element.is_object() || !element.value("name", json()).is_string()) {
    return std::to_string(index);
  }
  return element["name"];
}

class FieldChecker {
 public:
  explicit FieldChecker(const std::filesystem::path& file) : file_(file) {}

  void Check(const FieldType& type, const json& value,
             const std::string& place) const {
    if (value.is_null()) return;  // as good as not there, everywhere
    switch (type.kind) {
      case Kind::kAny:
        return;
      case Kind::kText:
        return Expect(value.is_string(), "a string", value, place);
      case Kind::kFlag:
        return Expect(value.is_boolean(), "true or false", value, place);
      case Kind::kBytes:
        Expect(value.is_string(), "a string", value, place);
        if (!IsBase64(value)) throw Wrong(place, "expected base64");
        return;
      case Kind::kList:
        return CheckList(type.inside.front().type, value, place);
      case Kind::kMap:
      case Kind::kFields:
        return CheckMapping(type, value, place);
    }
  }

 private:
  void CheckList(const FieldType& element, const json& list,
                 const std::string& place) const {
    Expect(list.is_array(), "a list", list, place);
    for (std::size_t i = 0; i < list.size(); ++i) {
      Check(element, list[i],
            fmt::format("{}[{}]", place, ElementName(list[i], i)));
    }
  }

  void CheckMapping(const FieldType& type, const json& mapping,
                    const std::string& place) const {
    Expect(mapping.is_object(), "a mapping", mapping, place);
    for (const auto& [key, value] : mapping.items()) {
      for (const KubeconfigField& field : type.inside) {
        if (type.kind != Kind::kMap && field.name != key) continue;
        Check(field.type, value,
              place.empty() ? key : fmt::format("{}.{}", place, key));
      }
    }
  }

  void Expect(bool right, std::string_view expected, const json& value,
              const std::string& place) const {
    if (right) return;
    // What has no quotes and is no string was mostly meant to be one.
    const bool plain = !value.is_structured() && expected == "a string";
    throw Wrong(place, fmt::format("expected {}, and this is {}{}", expected,
                                   TypeInWords(value),
                                   plain ? ": put it in quotes" : ""));
  }

  Error Wrong(const std::string& place, std::string_view what) const {
    return Error("{}: {}{}{}", file_.string(), place, place.empty() ? "" : ": ",
                 what);
  }

  const std::filesystem::path& file_;
};

}  // namespace

void CheckFields(const std::filesystem::path& file, const json& kubeconfig) {
  static const FieldType kType = KubeconfigType();
  FieldChecker(file).Check(kType, kubeconfig, "");
}

std::string TextOf(const json& object, const std::string& key) {
  const auto found = object.find(key);
  return found == object.end() || found->is_null() ? "" : *found;
}

}  // namespace bench
