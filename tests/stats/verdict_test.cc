#include "stats/verdict.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace bench {
namespace {

PairedRatio Pairs(double low, double high) {
  PairedRatio compared;
  compared.pairs = 12;
  compared.interval = {low, high, .958};
  return compared;
}

constexpr double kSure = .001;
constexpr double kUnsure = .05;

TEST(VerdictTest, AnIntervalBeyondOneWithASmallPIsAClaim) {
  EXPECT_EQ(Judge(Pairs(.58, .63), kSure, .05), Verdict::kFaster);
  EXPECT_EQ(Judge(Pairs(1.2, 1.4), kSure, .05), Verdict::kSlower);
  // Also when a part of it is within the tolerance.
  EXPECT_EQ(Judge(Pairs(.90, .98), kSure, .05), Verdict::kFaster);
}

TEST(VerdictTest, ManyComparisonsMakeAClaimInconclusive) {
  EXPECT_EQ(Judge(Pairs(.58, .63), kUnsure, .05), Verdict::kInconclusive);
  EXPECT_EQ(Judge(Pairs(1.2, 1.4), kUnsure, .05), Verdict::kInconclusive);
  EXPECT_EQ(Judge(Pairs(.58, .63), .0499, .05), Verdict::kFaster);
}

TEST(VerdictTest, EachOfTwoLooksAsksForASmallerP) {
  const double alpha = 1 - GateLevel(2);
  EXPECT_EQ(Judge(Pairs(.58, .63), .03, .05, alpha), Verdict::kInconclusive);
  EXPECT_EQ(Judge(Pairs(.58, .63), .02, .05, alpha), Verdict::kFaster);
}

TEST(VerdictTest, AWideIntervalAroundOneIsInconclusive) {
  EXPECT_EQ(Judge(Pairs(.9, 1.1), kSure, .05), Verdict::kInconclusive);
  // 1 itself is still possible.
  EXPECT_EQ(Judge(Pairs(.8, 1), kSure, .05), Verdict::kInconclusive);
}

TEST(VerdictTest, ANarrowIntervalIsTheSameWhateverP) {
  EXPECT_EQ(Judge(Pairs(.98, 1.04), kUnsure, .05), Verdict::kSame);
  EXPECT_EQ(Judge(Pairs(1.01, 1.04), kSure, .05), Verdict::kSame);
}

// The tolerance is as wide on either side as a ratio, not as a difference.
TEST(VerdictTest, SameIsSymmetric) {
  EXPECT_EQ(Judge(Pairs(1 / 1.05, 1.05), 1, .05), Verdict::kSame);
  EXPECT_EQ(Judge(Pairs(.951, 1.0), 1, .05), Verdict::kInconclusive);
  EXPECT_EQ(Judge(Pairs(1.0, 1 / .951), 1, .05), Verdict::kInconclusive);
}

TEST(VerdictTest, WithoutAnIntervalThereIsNoClaim) {
  EXPECT_EQ(Judge(PairedRatio{.pairs = 5, .ratio = .5}, kSure, .05),
            Verdict::kNoClaim);
}

TEST(VerdictTest, TwoSessionsClaimNothing) {
  SessionsRatio compared;
  compared.sessions = 2;
  compared.interval = {.5, .6, .95};
  EXPECT_EQ(Judge(compared, kSure, .05), Verdict::kNoClaim);
  compared.sessions = 3;
  EXPECT_EQ(Judge(compared, kSure, .05), Verdict::kFaster);
}

TEST(VerdictTest, RefusesWhatIsNoPAndNoTolerance) {
  EXPECT_THROW(Judge(Pairs(1, 2), 1.5, .05), std::invalid_argument);
  EXPECT_THROW(Judge(Pairs(1, 2), kSure, -.05), std::invalid_argument);
}

TEST(GateTest, LooksShareTheChanceToErr) {
  EXPECT_DOUBLE_EQ(GateLevel(1), .95);
  EXPECT_DOUBLE_EQ(GateLevel(2), .975);
  EXPECT_THROW(GateLevel(0), std::invalid_argument);
}

}  // namespace
}  // namespace bench
