#include "stats/holm.h"

#include <gtest/gtest.h>

#include <limits>
#include <stdexcept>
#include <vector>

#include "stats_reference.h"

namespace bench {
namespace {

using Values = std::vector<double>;

TEST(HolmTest, AgreesWithTheClosedTest) {
  for (const auto& known : Reference("holm")) {
    const Values p = known["p"];
    const Values expected = known["adjusted"];
    const Values adjusted = AdjustHolm(p);
    ASSERT_EQ(adjusted.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
      EXPECT_DOUBLE_EQ(adjusted[i], expected[i]) << known["p"] << " at " << i;
    }
  }
}

// By hand: 4 * .005, 3 * .01, 2 * .03, and .04 not below the one before it.
TEST(HolmTest, KeepsTheOrderGiven) {
  const Values adjusted = AdjustHolm(Values{.01, .04, .03, .005});
  ASSERT_EQ(adjusted.size(), 4u);
  EXPECT_DOUBLE_EQ(adjusted[0], .03);
  EXPECT_DOUBLE_EQ(adjusted[1], .06);
  EXPECT_DOUBLE_EQ(adjusted[2], .06);
  EXPECT_DOUBLE_EQ(adjusted[3], .02);
}

TEST(HolmTest, OneComparisonStaysAsItIs) {
  EXPECT_EQ(AdjustHolm(Values{.04}), Values{.04});
  EXPECT_TRUE(AdjustHolm(Values{}).empty());
}

TEST(HolmTest, TheFirstStepSharesTheChanceToErr) {
  EXPECT_EQ(HolmLevel(.95, 1), .95);
  EXPECT_DOUBLE_EQ(HolmLevel(.95, 2), .975);
  EXPECT_DOUBLE_EQ(HolmLevel(.975, 5), .995);
  EXPECT_THROW(HolmLevel(.95, 0), std::invalid_argument);
  EXPECT_THROW(HolmLevel(1.5, 2), std::invalid_argument);
}

TEST(HolmTest, RefusesWhatIsNoProbability) {
  EXPECT_THROW(AdjustHolm(Values{1.1}), std::invalid_argument);
  EXPECT_THROW(AdjustHolm(Values{std::numeric_limits<double>::quiet_NaN()}),
               std::invalid_argument);
}

}  // namespace
}  // namespace bench
