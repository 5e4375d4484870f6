#include "cluster/kept_only.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

namespace bench {
namespace {

using nlohmann::json;

json OfKind(const char* api_version, const char* kind) {
  return {{"apiVersion", api_version}, {"kind", kind}};
}

TEST(KeptOnlyTest, KnowsWhatWouldMislead) {
  const std::vector<std::pair<const char*, const char*>> misleading = {
      {"admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration"},
      {"admissionregistration.k8s.io/v1", "MutatingWebhookConfiguration"},
      {"admissionregistration.k8s.io/v1beta1", "MutatingWebhookConfiguration"},
      {"admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicy"},
      {"admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicyBinding"},
      {"admissionregistration.k8s.io/v1", "MutatingAdmissionPolicy"},
      {"admissionregistration.k8s.io/v1", "MutatingAdmissionPolicyBinding"},
      {"apiregistration.k8s.io/v1", "APIService"},
      {"v1", "ResourceQuota"},
      {"v1", "LimitRange"},
      {"v1", "PersistentVolume"}};
  for (const auto& [api_version, kind] : misleading) {
    EXPECT_NE(WhyKeptOnly(OfKind(api_version, kind)), "") << kind;
  }
  for (const auto& [api_version, kind] :
       std::vector<std::pair<const char*, const char*>>{
           {"v1", "ConfigMap"},
           {"batch/v1", "Job"},
           {"batch/v1", "CronJob"},
           {"policy/v1", "PodDisruptionBudget"},
           {"autoscaling/v2", "HorizontalPodAutoscaler"},
           {"example.com/v1", "ResourceQuota"},
           {"apiextensions.k8s.io/v1", "CustomResourceDefinition"}}) {
    EXPECT_EQ(WhyKeptOnly(OfKind(api_version, kind)), "") << kind;
  }
}

TEST(KeptOnlyTest, KnowsDefinitionsWhoseVersionsAreConverted) {
  json definition =
      OfKind("apiextensions.k8s.io/v1", "CustomResourceDefinition");
  definition["spec"]["conversion"]["strategy"] = "None";
  EXPECT_EQ(WhyKeptOnly(definition), "");
  definition["spec"]["conversion"]["strategy"] = "Webhook";
  EXPECT_NE(WhyKeptOnly(definition), "");
}

}  // namespace
}  // namespace bench
