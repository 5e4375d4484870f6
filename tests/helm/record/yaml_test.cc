#include "helm/record/yaml.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "util/error.h"

namespace bench {
namespace {

using nlohmann::json;

// What sigs.k8s.io/yaml v1.6.0 makes of each.
TEST(YamlTest, TakesUnquotedScalarsForWhatHelmTakesThemFor) {
  const std::vector<std::pair<std::string, json>> cases = {
      {"yes", true},
      {"Off", false},
      {"y", true},
      {"True", true},
      {"tRUE", "tRUE"},
      {"~", nullptr},
      {"", nullptr},
      {"null", nullptr},
      {"12", 12},
      {"+12", 12},
      {"-12", -12},
      {"010", 8},
      {"08", 8},
      {"0x1F", 31},
      {"0o17", 15},
      {"0b11", 3},
      {"1_000", 1000},
      {"1.5", 1.5},
      {".5", 0.5},
      {"1e3", 1000},
      {"1.10", 1.1},
      {"1.2.3", "1.2.3"},
      {"2001-12-14", "2001-12-14"},
      {"9223372036854775807", 9223372036854775807},
      {"18446744073709551615", 18446744073709551615ULL},
      {"-9223372036854775808", std::numeric_limits<std::int64_t>::min()},
      {"0x", "0x"},
      {"12h", "12h"},
      {"-", json::array({nullptr})},
      {"10m", "10m"},
      {"text", "text"},
  };
  for (const auto& [text, expected] : cases) {
    EXPECT_EQ(JsonFromYaml(text), expected) << text;
  }
}

TEST(YamlTest, LeavesQuotedAndBlockScalarsAsStrings) {
  EXPECT_EQ(JsonFromYaml("'yes'"), "yes");
  EXPECT_EQ(JsonFromYaml("\"12\""), "12");
  EXPECT_EQ(JsonFromYaml("a: |\n  12\n"), json({{"a", "12\n"}}));
  EXPECT_EQ(JsonFromYaml("!!str 12"), "12");
}

TEST(YamlTest, MakesKeysStrings) {
  EXPECT_EQ(JsonFromYaml("1: a\non: b\n'2': c\n"),
            json({{"1", "a"}, {"true", "b"}, {"2", "c"}}));
}

TEST(YamlTest, ReadsJson) {
  EXPECT_EQ(JsonFromYaml(R"({"a": [1, "b", {}]})"),
            json({{"a", {1, "b", json::object()}}}));
}

TEST(YamlTest, RefusesWhatJsonCannotHave) {
  for (const char* text :
       {"a: .nan", "a: -.Inf", "a: {<<: {b: 1}}", "[a]: b", "a: [", "\t- a"}) {
    EXPECT_THROW(JsonFromYaml(text), Error) << text;
  }
}

}  // namespace
}  // namespace bench
