#include "helm/throttling.h"

#include <gtest/gtest.h>

namespace bench {
namespace {

TEST(ThrottlingTest, AddsUpWhatClientGoSays) {
  EXPECT_DOUBLE_EQ(
      ThrottledSeconds(
          "I1125 12:00:00.1 7 request.go:752] Waited for 1.18s due to "
          "client-side throttling, not priority and fairness, request: "
          "GET:https://127.0.0.1:1/api/v1/namespaces/a/secrets/b\n"
          "I1125 12:00:03.1 7 request.go:752] Waited for 1m2.5s due to "
          "client-side throttling, not priority and fairness\n"),
      1.18 + 62.5);
  EXPECT_DOUBLE_EQ(
      ThrottledSeconds("Waited for 1h0m0.25s due to client-side throttling"),
      3600.25);
  EXPECT_DOUBLE_EQ(
      ThrottledSeconds("Waited for 250ms due to client-side throttling"), 0.25);
  EXPECT_DOUBLE_EQ(
      ThrottledSeconds("Waited for 7\u00b5s due to client-side throttling"),
      7e-6);
}

TEST(ThrottlingTest, KnowsTheNewerWords) {
  EXPECT_DOUBLE_EQ(
      ThrottledSeconds(
          "I1125 12:00:00.1 7 request.go:752] \"Waited before sending "
          "request\" delay=\"1.184s\" reason=\"client-side throttling, not "
          "priority and fairness\" verb=\"GET\" URL=\"https://x/y\"\n"
          "I1125 12:00:11.1 7 request.go:752] \"Waited before sending "
          "request\" delay=\"2s\" reason=\"retries: 1\" verb=\"GET\"\n"),
      1.184);
}

TEST(ThrottlingTest, OtherWordsAreNoThrottling) {
  EXPECT_EQ(ThrottledSeconds(""), 0);
  EXPECT_EQ(ThrottledSeconds("Waited for 5s due to priority and fairness"), 0);
  EXPECT_EQ(ThrottledSeconds("Waited for "), 0);
  EXPECT_EQ(ThrottledSeconds("Waited for ages due to client-side throttling"),
            0);
  EXPECT_EQ(ThrottledSeconds("Waited for 5x due to client-side throttling"), 0);
}

}  // namespace
}  // namespace bench
