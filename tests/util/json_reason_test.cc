#include "util/json_reason.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string_view>

namespace bench {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

// What the library throws where it reads `text` as an object with a number "a".
std::string ReasonOf(std::string_view text, int line = 0) {
  try {
    json::parse(text).at("a").get<int>();
  } catch (const json::exception& error) {
    return line > 0 ? JsonReasonInLine(error, line) : JsonReason(error);
  }
  return "nothing was thrown";
}

TEST(JsonReasonTest, HasThePlaceAndNoWordForProgrammers) {
  EXPECT_THAT(ReasonOf("{\n\"a\": x}"),
              StartsWith("line 2, column 6: syntax error"));
  EXPECT_EQ(ReasonOf("{}"), "key 'a' not found");
  EXPECT_EQ(ReasonOf("{\"a\": \"x\"}"), "type must be number, but is string");
  EXPECT_EQ(JsonReason(std::runtime_error("] as it is")), "] as it is");
}

TEST(JsonReasonTest, ALineHasItsNumberInTheFile) {
  EXPECT_THAT(ReasonOf("{\"a\": x}", 17),
              StartsWith("line 17, column 7: syntax error"));
  EXPECT_EQ(ReasonOf("{}", 17), "line 17: key 'a' not found");
}

TEST(JsonReasonTest, WhatWasReadCannotDoAnything) {
  const std::string reason =
      ReasonOf("{\"a\": \"" + std::string(10'000, 'x') + "\x1b[31m\xff");
  EXPECT_THAT(reason, SizeIs(240));
  EXPECT_THAT(reason, Not(HasSubstr("\x1b")));
  EXPECT_THAT(reason, Not(HasSubstr("\xff")));
}

}  // namespace
}  // namespace bench
