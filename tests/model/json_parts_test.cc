#include "model/json_parts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "model/result.h"
#include "result_sample.h"

namespace bench {
namespace {

using OrderedJson = nlohmann::ordered_json;
using testing::ElementsAre;

constexpr const char* kText =
    R"({"a": [1, -2, 2.5, "x", null, true, [], {}],
        "parts": [{"n": 1, "parts": [{"n": 9}]}, [2], 3, {"n": 4}],
        "b": {"parts": [{"n": 5}], "c": {"d": "é"}}})";

TEST(JsonPartsTest, WithoutTakingItIsTheLibrarysValue) {
  const auto keep = [](const OrderedJson&, const OrderedJson&) {
    return false;
  };
  for (const char* text :
       {kText, "[]", "{}", "null", "7", "\"x\"", "[{\"parts\": [{}]}]",
        R"({"parts": {"parts": [{}]}})", R"({"parts": 1, "parts": [{}]})"}) {
    EXPECT_EQ(ParseInParts(text, "parts", keep), OrderedJson::parse(text))
        << text;
  }
}

TEST(JsonPartsTest, ObjectsAndArraysOfTheOutermostObjectsArrayAreTaken) {
  std::vector<std::string> taken;
  const OrderedJson rest = ParseInParts(
      kText, "parts", [&](const OrderedJson& so_far, const OrderedJson& part) {
        EXPECT_TRUE(so_far.contains("a"));
        EXPECT_FALSE(so_far.contains("b"));
        taken.push_back(part.dump());
        return true;
      });
  EXPECT_THAT(taken,
              ElementsAre(R"({"n":1,"parts":[{"n":9}]})", "[2]", R"({"n":4})"));
  EXPECT_EQ(rest["parts"].dump(), "[3]");
  EXPECT_EQ(rest["b"]["parts"].dump(), R"([{"n":5}])");
}

TEST(JsonPartsTest, BrokenTextIsTheLibrarysException) {
  const auto keep = [](const OrderedJson&, const OrderedJson&) {
    return false;
  };
  for (const char* text : {"", "{", "[1,", "{\"a\" 1}", "\"\xff\"", "1e999"}) {
    EXPECT_THROW(ParseInParts(text, "parts", keep), OrderedJson::exception)
        << text;
  }
}

// Whatever the order of the keys, a result is the same.
TEST(JsonPartsTest, AResultMayHaveItsTrialsFirst) {
  const std::string text = ToJson(SampleResult());
  OrderedJson first = {{"trials", OrderedJson::parse(text)["trials"]}};
  first.update(OrderedJson::parse(text));
  ASSERT_EQ(first.begin().key(), "trials");
  EXPECT_EQ(ToJson(ParseResult(first.dump(), "r.json")), text);
}

}  // namespace
}  // namespace bench
