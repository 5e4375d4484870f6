// Holds the loader against tests/data/scenarios.json, which
// tests/schemas_test.py holds against scenarios/schema.json.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "model/json_values.h"
#include "model/scenario_file.h"
#include "util/error.h"

namespace bench {
namespace {

using Json = nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

const std::filesystem::path kTable =
    std::filesystem::path(BENCH_SOURCE_DIR) / "tests/data/scenarios.json";

// `base` with the one change of `entry`.
Json Changed(Json base, const Json& entry) {
  const Json::json_pointer at(entry["at"].get<std::string>());
  if (entry.contains("value")) {
    base[at] = entry["value"];
  } else {
    base.at(at.parent_pointer()).erase(at.back());
  }
  return base;
}

// The loader's refusal; empty when it accepts.
std::string Refusal(const Json& scenario) {
  try {
    ParseScenario(scenario.dump(), kTable);
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

TEST(ScenarioTableTest, TheLoaderDoesAsTheTableSays) {
  std::ifstream stream(kTable);
  const Json table = Json::parse(stream);
  ASSERT_GT(table["cases"].size(), 0u);
  for (const Json& entry : table["cases"]) {
    SCOPED_TRACE(entry["case"].get<std::string>());
    const std::string refusal = Refusal(Changed(table["base"], entry));
    if (entry.contains("error")) {
      EXPECT_THAT(refusal, AllOf(StartsWith(kTable.string() + ": "),
                                 HasSubstr(entry["error"])));
    } else {
      EXPECT_EQ(refusal, "");
    }
  }
}

// Every "default" below `schema`, by the place of its property in a scenario.
void CollectDefaults(const Json& schema, const std::string& at,
                     std::map<std::string, Json>& defaults) {
  if (schema.contains("default")) defaults[at] = schema["default"];
  if (!schema.contains("properties")) return;
  for (const auto& [name, property] : schema["properties"].items()) {
    CollectDefaults(property, at + "/" + name, defaults);
  }
}

TEST(ScenarioTableTest, TheLoadersDefaultsAreThoseThatEditorsShow) {
  std::ifstream stream(std::filesystem::path(BENCH_SOURCE_DIR) /
                       "scenarios/schema.json");
  std::map<std::string, Json> defaults;
  CollectDefaults(Json::parse(stream), "", defaults);
  EXPECT_EQ(defaults.count("/timeouts/settle_s"), 1u);
  const Json loaded = WriteScenario(Scenario{});
  for (const auto& [at, value] : defaults) {
    EXPECT_EQ(loaded.at(Json::json_pointer(at)), value) << at;
  }
}

}  // namespace
}  // namespace bench
