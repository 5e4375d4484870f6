#include <gtest/gtest.h>

#include "analysis/words.h"

namespace bench {
namespace {

TEST(VerdictsTest, EveryVerdictHasWords) {
  EXPECT_EQ(VerdictWords(Verdict::kFaster, .05), "faster");
  EXPECT_EQ(VerdictWords(Verdict::kSlower, .05), "slower");
  EXPECT_EQ(VerdictWords(Verdict::kSame, .05), "same within ±5 %");
  EXPECT_EQ(VerdictWords(Verdict::kInconclusive, .05), "inconclusive");
  EXPECT_EQ(VerdictWords(Verdict::kNoClaim, .05), "no claim");
}

}  // namespace
}  // namespace bench
