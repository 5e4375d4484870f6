#include "analysis/words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "result_sample.h"

namespace bench {
namespace {

using testing::EndsWith;

// Two strategies, the second one a variant.
Result Sample() {
  return ResultOf({{.name = "thread-pool", .variant = "a"},
                   {.name = "thread-pool", .variant = "b"}},
                  {{1, 1}});
}

TEST(HeadlineTest, AVariantsStandInIsNotReal) {
  Result result = Sample();
  EXPECT_EQ(NotReal(result), "");
  result.environment.variant_helms["b"].stand_in = true;
  EXPECT_EQ(NotReal(result), "helm stand-in for b: not a measurement of helm");
  result.cluster.latency = "kwok";
  EXPECT_EQ(NotReal(result),
            "simulated cluster, helm stand-in for b: not a measurement of "
            "Kubernetes");
}

TEST(HeadlineTest, AVariantMayHaveTheRealOne) {
  Result result = Sample();
  result.environment.helm.stand_in = true;
  EXPECT_EQ(NotReal(result), "helm stand-in: not a measurement of helm");
  result.environment.variant_helms["b"].version = "v4.2.0";
  EXPECT_EQ(NotReal(result), "helm stand-in for a: not a measurement of helm");
  result.environment.variant_helms["a"].version = "v3.22.0";
  EXPECT_EQ(NotReal(result),
            "helm stand-in for the installs: not a measurement of helm");
}

TEST(HeadlineTest, SaysTheVersionsThatWereCompared) {
  Result result = Sample();
  result.environment.helm.version = "v3.22.0";
  EXPECT_THAT(WhatWasMeasured(result), EndsWith(", helm v3.22.0"));
  result.environment.variant_helms["b"].version = "v4.2.0";
  EXPECT_THAT(WhatWasMeasured(result),
              EndsWith(", helm v3.22.0 (for b v4.2.0)"));
}

TEST(VerdictsTest, EveryVerdictHasWords) {
  EXPECT_EQ(VerdictWords(Verdict::kFaster, .05), "faster");
  EXPECT_EQ(VerdictWords(Verdict::kSlower, .05), "slower");
  EXPECT_EQ(VerdictWords(Verdict::kSame, .05), "same within ±5 %");
  EXPECT_EQ(VerdictWords(Verdict::kInconclusive, .05), "inconclusive");
  EXPECT_EQ(VerdictWords(Verdict::kNoClaim, .05), "no claim");
}

}  // namespace
}  // namespace bench
