#include "cluster/kept_only.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "util/error.h"

namespace bench {
namespace {

using nlohmann::json;

struct KeptOnly {
  std::string_view group;
  std::string_view kind;
  std::string_view why;
  /// Of a kind that belongs to no namespace.
  std::string_view resource = {};
};

constexpr std::string_view kAdmission = "admissionregistration.k8s.io";

constexpr std::array kKinds = std::to_array<KeptOnly>({
    {kAdmission, "ValidatingWebhookConfiguration",
     "it never asks the webhook, which may refuse or delay installs and "
     "uninstalls",
     "validatingwebhookconfigurations"},
    {kAdmission, "MutatingWebhookConfiguration",
     "it never asks the webhook, which may change, refuse or delay what is "
     "installed and uninstalled",
     "mutatingwebhookconfigurations"},
    {kAdmission, "ValidatingAdmissionPolicy",
     "it does not obey the policy, which may refuse installs and uninstalls",
     "validatingadmissionpolicies"},
    {kAdmission, "ValidatingAdmissionPolicyBinding",
     "it does not obey the policy, which may refuse installs and uninstalls",
     "validatingadmissionpolicybindings"},
    {kAdmission, "MutatingAdmissionPolicy",
     "it does not obey the policy, which changes what is installed",
     "mutatingadmissionpolicies"},
    {kAdmission, "MutatingAdmissionPolicyBinding",
     "it does not obey the policy, which changes what is installed",
     "mutatingadmissionpolicybindings"},
    {"apiregistration.k8s.io", "APIService",
     "it never asks that server, for whose kinds helm and the deletion of "
     "namespaces wait",
     "apiservices"},
    {"", "ResourceQuota",
     "it does not count against the quota, which may refuse what is "
     "installed"},
    {"", "LimitRange",
     "it does not heed the limits, which may refuse what is installed"},
    {"", "PersistentVolume",
     "it binds no claim to the volume, and does not hold the volume while "
     "there is one",
     "persistentvolumes"},
});

bool IsConverted(const json& object) {
  static const json::json_pointer kStrategy("/spec/conversion/strategy");
  return object.value("kind", "") == "CustomResourceDefinition" &&
         object.value(kStrategy, "") == "Webhook";
}

}  // namespace

std::vector<Object> FindKeptOnly(Api& api) {
  std::vector<Collection> collections;
  for (const KeptOnly& known : kKinds) {
    if (known.resource.empty()) continue;
    collections.push_back({{.group = std::string(known.group),
                            .version = "v1",
                            .resource = std::string(known.resource),
                            .kind = std::string(known.kind)},
                           ""});
  }
  Listing listing = List(api, collections, Reading::kCached);
  if (!listing.error.empty()) throw Error("{}", listing.error);
  return std::move(listing.objects);
}

std::string_view WhyKeptOnly(std::string_view group, std::string_view kind) {
  const auto* const known =
      std::ranges::find_if(kKinds, [&](const KeptOnly& row) {
        return row.group == group && row.kind == kind;
      });
  return known == kKinds.end() ? "" : known->why;
}

std::string_view WhyKeptOnly(const json& object) {
  const std::string api_version = object.value("apiVersion", "");
  const auto slash = api_version.find('/');
  const std::string group =
      slash == std::string::npos ? "" : api_version.substr(0, slash);
  const std::string_view why = WhyKeptOnly(group, object.value("kind", ""));
  if (!why.empty()) return why;
  if (IsConverted(object)) {
    return "it never asks the webhook that converts the versions, without "
           "which no object of the kind can be listed or deleted";
  }
  return "";
}

}  // namespace bench
