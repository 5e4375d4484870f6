#include "helm/record/prediction.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "util/read_file.h"

namespace bench {
namespace {

using nlohmann::json;

constexpr auto kAbsent = [](const NamedObject&) { return Standing::kAbsent; };
constexpr auto kOwn = [](const NamedObject&) { return Standing::kOwn; };

Record ReleaseWith(const std::string& manifest, json hooks = json::array()) {
  return Record({{"name", "r"},
                 {"namespace", "ns"},
                 {"version", 1},
                 {"info", {{"status", "deployed"}}},
                 {"manifest", manifest},
                 {"hooks", std::move(hooks)}},
                {});
}

json MapHook(const std::string& name, json events, json policies, int weight) {
  return {{"name", name},
          {"kind", "ConfigMap"},
          {"manifest",
           "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: " + name + "}\n"},
          {"events", std::move(events)},
          {"delete_policies", std::move(policies)},
          {"weight", weight}};
}

const std::string kMap = "apiVersion: v1\nkind: ConfigMap\nmetadata: ";

TEST(PredictionTest, AnObjectOfTheManifestGoes) {
  const auto predicted =
      PredictUninstall(ReleaseWith(kMap + "{name: a}\n"), HelmRules::k3, kOwn);
  ASSERT_EQ(predicted.size(), 1);
  EXPECT_EQ(predicted[0].object, (NamedObject{"v1", "ConfigMap", "ns", "a"}));
  EXPECT_EQ(predicted[0].fate, Fate::kGone);
}

TEST(PredictionTest, WhatTwoHooksOfOneNameMakeIsMadeByTheLast) {
  // The second deletes what the first made, by the default policy, and makes it
  // again; the first one's policy then takes it away.
  const Record release =
      ReleaseWith("", {MapHook("h", {"pre-delete"}, {"hook-succeeded"}, 1),
                       MapHook("h", {"pre-delete"}, json::array(), 2)});
  EXPECT_EQ(PredictUninstall(release, HelmRules::k3, kAbsent)[0].fate,
            Fate::kGone);
}

TEST(PredictionTest, Helm4AppliesToAHookThatIsThere) {
  const Record release =
      ReleaseWith("", {MapHook("h", {"pre-delete"}, {"hook-failed"}, 0)});
  const auto other = [](const NamedObject&) { return Standing::kOther; };
  EXPECT_EQ(PredictUninstall(release, HelmRules::k4, other)[0].fate,
            Fate::kHook);
  EXPECT_EQ(PredictUninstall(release, HelmRules::k4, kAbsent)[0].fate,
            Fate::kMade);
}

TEST(PredictionTest, OnlyHelm4AsksWhoseItIs) {
  const Record release = ReleaseWith(kMap + "{name: a}\n");
  const auto other = [](const NamedObject&) { return Standing::kOther; };
  EXPECT_EQ(PredictUninstall(release, HelmRules::k3, other)[0].fate,
            Fate::kGone);
  EXPECT_EQ(PredictUninstall(release, HelmRules::k4, other)[0].fate,
            Fate::kNotOwned);
}

TEST(PredictionTest, ADefinitionThatAHookMadeIsNeverDeleted) {
  json hook = MapHook("h", {"pre-delete"}, {"hook-succeeded"}, 0);
  hook["kind"] = "CustomResourceDefinition";
  EXPECT_EQ(
      PredictUninstall(ReleaseWith("", {hook}), HelmRules::k3, kAbsent)[0].fate,
      Fate::kMade);
}

TEST(PredictionTest, TheRulesAreThoseOfTheMajorVersion) {
  EXPECT_EQ(RulesOf("v3.22.0"), HelmRules::k3);
  EXPECT_EQ(RulesOf("v3.22.0+stand-in"), HelmRules::k3);
  EXPECT_EQ(RulesOf("v4.3.2"), HelmRules::k4);
}

// --- What the real helms did: tests/end_state/record.py ---

using ByObject = std::map<NamedObject, bool>;

ByObject ReadObjects(const json& entries, const char* mark) {
  ByObject objects;
  for (const json& entry : entries) {
    objects[{.api_version = entry.at("apiVersion"),
             .kind = entry.at("kind"),
             .ns = entry.at("namespace"),
             .name = entry.at("name")}] = entry.at(mark);
  }
  return objects;
}

// As a recording tells it: nothing, "same" or "made".
std::string Found(const ByObject& after, const NamedObject& object) {
  const auto found = after.find(object);
  if (found == after.end()) return "gone";
  return found->second ? "same" : "made";
}

std::string FateWord(Fate fate) {
  if (fate == Fate::kGone) return "gone";
  return fate == Fate::kMade ? "made" : "same";
}

TEST(RecordedUninstallsTest, AreAsPredicted) {
  const json recorded = json::parse(
      ReadFile(BENCH_SOURCE_DIR "/tests/data/uninstalls.json").value());
  ASSERT_EQ(recorded.size(), 2);  // helms
  for (const auto& [helm, charts] : recorded.items()) {
    EXPECT_GE(charts.size(), 20);
    for (const auto& [chart, one] : charts.items()) {
      const ByObject before = ReadObjects(one.at("before"), "owned");
      ByObject after = ReadObjects(one.at("after"), "same");
      const auto standing = [&](const NamedObject& object) {
        const auto found = before.find(object);
        if (found == before.end()) return Standing::kAbsent;
        return found->second ? Standing::kOwn : Standing::kOther;
      };
      for (const Predicted& predicted : PredictUninstall(
               Record(one.at("record"), {}), RulesOf(helm), standing)) {
        // What is cluster-scoped is recorded with the release's namespace, too.
        EXPECT_EQ(FateWord(predicted.fate), Found(after, predicted.object))
            << helm << " " << chart << " " << predicted.object.name;
        after.erase(predicted.object);
      }
      EXPECT_TRUE(after.empty()) << helm << " " << chart;
    }
  }
}

}  // namespace
}  // namespace bench
