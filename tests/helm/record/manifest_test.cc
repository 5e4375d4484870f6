#include "helm/record/manifest.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "util/error.h"

namespace bench {
namespace {

using testing::ElementsAre;

std::string ObjectText(const std::string& kind, const std::string& name) {
  return "kind: " + kind + "\nmetadata: {name: " + name + "}\n";
}

std::vector<std::string> Names(const std::vector<ManifestDocument>& documents) {
  std::vector<std::string> names;
  for (const ManifestDocument& document : documents)
    names.push_back(document.name);
  return names;
}

TEST(ManifestTest, SplitsAtLinesThatBeginWithThreeDashes) {
  const auto documents = SplitManifest(
      "---\n# Source: a.yaml\nkind: A\nmetadata:\n  name: one\n"
      "--- \nkind: B\nmetadata: {name: two}\ntext: |\n  a --- b\n"
      "---\n\n---\n# only a comment\n---\n" +
      ObjectText("C", "three"));
  EXPECT_THAT(Names(documents), ElementsAre("one", "two", "", "three"));
  EXPECT_EQ(documents[0].kind, "A");
  EXPECT_EQ(documents[2].kind, "");
}

TEST(ManifestTest, KeepsTheEndOfADocumentsLastLine) {
  EXPECT_EQ(SplitManifest("a: |\n  b\n\n\n---\n")[0].content, "a: |\n  b\n");
}

TEST(ManifestTest, ReadsPolicyAndHook) {
  const auto documents = SplitManifest(
      "metadata: {annotations: {helm.sh/resource-policy: ' Keep '}}\n---\n"
      "metadata: {annotations: {helm.sh/hook: pre-delete}}\n---\n"
      "metadata: {annotations: null}\n");
  EXPECT_EQ(documents[0].resource_policy, "keep");
  EXPECT_FALSE(documents[0].hook);
  EXPECT_TRUE(documents[1].hook);
  EXPECT_FALSE(documents[2].resource_policy);
}

TEST(ManifestTest, RefusesWhatIsNotYaml) {
  EXPECT_THROW(SplitManifest("kind: ["), Error);
}

TEST(ManifestTest, UninstallsKindsInHelmsOrderAndUnknownOnesLastByName) {
  EXPECT_THAT(Names(UninstallOrder(
                  SplitManifest(ObjectText("Zebra", "z") + "---\n" +
                                ObjectText("Namespace", "p") + "---\n" +
                                ObjectText("Ant", "a") + "---\n" +
                                ObjectText("Secret", "s") + "---\n" +
                                ObjectText("Ingress", "i") + "---\n" +
                                ObjectText("Service", "v") + "---\n" +
                                ObjectText("StatefulSet", "f")),
                  HelmRules::k3)),
              ElementsAre("i", "v", "f", "s", "p", "a", "z"));
}

TEST(ManifestTest, Helm4BeginsWithTheConfigurationsOfWebhooks) {
  const std::string manifest =
      ObjectText("Service", "s") + "---\n" +
      ObjectText("MutatingWebhookConfiguration", "m") + "---\n" +
      ObjectText("ValidatingWebhookConfiguration", "v");
  EXPECT_THAT(Names(UninstallOrder(SplitManifest(manifest), HelmRules::k3)),
              ElementsAre("s", "m", "v"));
  EXPECT_THAT(Names(UninstallOrder(SplitManifest(manifest), HelmRules::k4)),
              ElementsAre("v", "m", "s"));
}

std::string WithAnnotation(const std::string& name,
                           const std::string& annotation) {
  return "---\nkind: ConfigMap\nmetadata:\n  name: " + name +
         "\n  annotations:\n    " + annotation + "\n";
}

TEST(ManifestTest, PlansWhatGoesAndWhatStaysForWhichReason) {
  const DeletionPlan plan = PlanDeletion(
      WithAnnotation("plain", "a: b") +
          WithAnnotation("kept", "helm.sh/resource-policy: ' Keep '") +
          WithAnnotation("silent", "helm.sh/resource-policy: delete") +
          WithAnnotation("hook", "helm.sh/hook: pre-delete"),
      HelmRules::k3);
  EXPECT_THAT(Names(plan.gone), ElementsAre("plain"));
  EXPECT_THAT(Names(plan.kept), ElementsAre("kept"));
  EXPECT_THAT(Names(plan.ignored), ElementsAre("silent"));
}

TEST(ManifestTest, SortsObjectsOfOneKindByTheirNumberAsAWord) {
  std::string manifest;
  for (int i = 0; i < 13; ++i) {
    manifest += "---\n" + ObjectText("ConfigMap", "c" + std::to_string(i));
  }
  EXPECT_THAT(Names(UninstallOrder(SplitManifest(manifest), HelmRules::k3)),
              ElementsAre("c0", "c1", "c10", "c11", "c12", "c2", "c3", "c4",
                          "c5", "c6", "c7", "c8", "c9"));
}

}  // namespace
}  // namespace bench
