#include "stats/detectable_effect.h"

#include <gtest/gtest.h>

#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <random>
#include <stdexcept>
#include <vector>

#include "stats/signed_rank.h"
#include "stats_reference.h"

namespace bench {
namespace {

TEST(DetectableEffectTest, AgreesWithTheIntegratedPower) {
  for (const auto& known : Reference("detectable")) {
    const PairedDesign design = {.stddev = .1,
                                 .pairs = known["pairs"],
                                 .level = known["level"],
                                 .power = known["power"]};
    const double expected = .1 * known["in_deviations"].get<double>();
    EXPECT_NEAR(DetectableLogRatio(design), expected, 1e-9 * expected);
    EXPECT_NEAR(std::log(DetectableRatio(design)), 1.02332670794649 * expected,
                1e-9);
  }
}

// The default design, in the figures of a report; of the same integral.
TEST(DetectableEffectTest, TwelvePairsWithTenPercentNoiseShowNinePercent) {
  EXPECT_NEAR(DetectableLogRatio({.stddev = .1, .pairs = 12}), .0888654, 1e-7);
}

TEST(DetectableEffectTest, MorePairsShowSmallerEffects) {
  double last = 1e9;
  for (const std::size_t pairs : {2u, 3u, 6u, 12u, 24u, 1000u, 10'000u}) {
    const double effect = DetectableLogRatio({.stddev = .1, .pairs = pairs});
    EXPECT_LT(effect, last) << pairs;
    last = effect;
  }
}

TEST(DetectableEffectTest, WithoutNoiseEverythingShows) {
  EXPECT_EQ(DetectableRatio({.stddev = 0, .pairs = 6}), 1);
}

// Given 12 pairs whose true effect is the one said to be detectable,
// then the exact test finds it four times in five.
TEST(DetectableEffectTest, TheSignedRankTestHasThePower) {
  constexpr int kDraws = 4000;
  const boost::math::normal_distribution<double> normal;
  std::mt19937_64 random(5);
  std::vector<double> d(12);
  const double level = FindSignedRankInterval(d, .95)->level;
  const double effect = std::log(
      DetectableRatio({.stddev = 1, .pairs = d.size(), .level = level}));
  int found = 0;
  for (int i = 0; i < kDraws; ++i) {
    for (double& value : d) {
      const double uniform =
          (static_cast<double>(random() >> 11) + .5) * 0x1p-53;
      value = effect + quantile(normal, uniform);
    }
    found += TestSignedRank(d).p <= 1 - level ? 1 : 0;
  }
  EXPECT_NEAR(static_cast<double>(found) / kDraws, .8, .02);
}

TEST(DetectableEffectTest, RefusesADesignThatIsNone) {
  EXPECT_THROW(DetectableLogRatio({.stddev = .1, .pairs = 1}),
               std::invalid_argument);
  EXPECT_THROW(DetectableLogRatio({.stddev = -.1, .pairs = 6}),
               std::invalid_argument);
  EXPECT_THROW(DetectableLogRatio({.stddev = .1, .pairs = 6, .power = .04}),
               std::invalid_argument);
}

}  // namespace
}  // namespace bench
