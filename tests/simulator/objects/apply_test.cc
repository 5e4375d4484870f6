#include "simulator/objects/apply.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "simulator/objects/api_error.h"
#include "simulator/objects/kinds.h"

namespace bench {
namespace {

using nlohmann::json;

const Kind& ConfigMaps() {
  static const Kinds kKinds;
  return *kKinds.FindStorage("configmaps");
}

const Kind& Deployments() {
  static const Kinds kKinds;
  return *kKinds.FindStorage("deployments.apps");
}

json Map(const json& data) {
  return {{"metadata", {{"name", "m"}}}, {"data", data}};
}

json Pods(const json& containers) {
  return {{"spec", {{"template", {{"spec", {{"containers", containers}}}}}}}};
}

std::string Refusal(const json& live, const json& configuration,
                    const std::string& manager) {
  try {
    Applied(ConfigMaps(), live, configuration, manager, /*force=*/false);
  } catch (const ApiError& error) {
    return error.message();
  }
  return "";
}

TEST(ApplyTest, NotesWhoHasAppliedWhat) {
  const json made = Applied(ConfigMaps(), json::object(), Map({{"a", "1"}}),
                            "helm", /*force=*/false);
  const json& entry = made["metadata"]["managedFields"][0];
  EXPECT_EQ(entry["manager"], "helm");
  EXPECT_EQ(entry["operation"], "Apply");
  // The name is nobody's.
  EXPECT_EQ(entry["fieldsV1"], json({{"f:data", {{"f:a", json::object()}}}}));
}

TEST(ApplyTest, TakesAwayWhatIsNoLongerSaid) {
  const json first = Applied(ConfigMaps(), json::object(),
                             Map({{"a", "1"}, {"b", "2"}}), "helm", false);
  const json second =
      Applied(ConfigMaps(), first, Map({{"a", "1"}}), "helm", false);
  EXPECT_EQ(second["data"], json({{"a", "1"}}));
}

TEST(ApplyTest, LeavesWhatAnotherWantsToo) {
  const json one = Applied(ConfigMaps(), json::object(),
                           Map({{"a", "1"}, {"b", "2"}}), "one", false);
  const json two = Applied(ConfigMaps(), one, Map({{"b", "2"}}), "two", false);
  const json left = Applied(ConfigMaps(), two, Map({{"a", "1"}}), "one", false);
  EXPECT_EQ(left["data"], json({{"a", "1"}, {"b", "2"}}));
}

TEST(ApplyTest, RefusesToChangeWhatIsAnothers) {
  const json live = Applied(ConfigMaps(), json::object(),
                            Map({{"a", "1"}, {"b", "2"}}), "one", false);
  EXPECT_EQ(Refusal(live, Map({{"a", "9"}}), "two"),
            "Apply failed with 1 conflict: conflict with \"one\": .data.a");
  EXPECT_EQ(Refusal(live, Map({{"a", "9"}, {"b", "9"}}), "two"),
            "Apply failed with 2 conflicts: conflicts with \"one\":\n"
            "- .data.a\n- .data.b");
  EXPECT_EQ(Refusal(live, Map({{"a", "1"}}), "two"), "");
}

TEST(ApplyTest, TakesByForce) {
  const json live =
      Applied(ConfigMaps(), json::object(), Map({{"a", "1"}}), "one", false);
  const json taken =
      Applied(ConfigMaps(), live, Map({{"a", "9"}}), "two", /*force=*/true);
  EXPECT_EQ(taken["data"], json({{"a", "9"}}));
  ASSERT_EQ(taken["metadata"]["managedFields"].size(), 1U);
  EXPECT_EQ(taken["metadata"]["managedFields"][0]["manager"], "two");
}

TEST(ApplyTest, KnowsWhoHasCreatedAndUpdated) {
  json live = Map({{"a", "1"}});
  NoteChanges(ConfigMaps(), json::object(), live, "kubectl", "");
  EXPECT_EQ(Refusal(live, Map({{"a", "2"}}), "helm"),
            "Apply failed with 1 conflict: conflict with \"kubectl\" using "
            "v1: .data.a");
  json changed = live;
  changed["data"]["a"] = "3";
  NoteChanges(ConfigMaps(), live, changed, "other", "");
  EXPECT_EQ(Refusal(changed, Map({{"a", "2"}}), "helm"),
            "Apply failed with 1 conflict: conflict with \"other\" using v1: "
            ".data.a");
}

TEST(ApplyTest, DoesNotLoseWhatNobodyHasNoted) {
  const json live = Map({{"a", "1"}});
  EXPECT_EQ(Refusal(live, Map({{"a", "2"}}), "helm"),
            "Apply failed with 1 conflict: conflict with "
            "\"before-first-apply\" using v1: .data.a");
  const json after =
      Applied(ConfigMaps(), live, Map({{"b", "2"}}), "helm", false);
  EXPECT_EQ(after["data"], json({{"a", "1"}, {"b", "2"}}));
}

TEST(ApplyTest, TellsContainersApartByName) {
  const json both = Pods(
      {{{"name", "c"}, {"image", "i"}}, {{"name", "s"}, {"image", "side"}}});
  const json live = Applied(Deployments(), json::object(), both, "helm", false);
  const json one = Pods(json::array({{{"name", "s"}, {"image", "new"}}}));
  const json after = Applied(Deployments(), live, one, "helm", false);
  EXPECT_EQ(after["spec"], one["spec"]);
}

}  // namespace
}  // namespace bench
