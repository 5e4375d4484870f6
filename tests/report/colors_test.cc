#include "report/colors.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <vector>

#include "result_sample.h"

namespace bench {
namespace {

// WCAG 2.2's relative luminance.
double Luminance(unsigned color) {
  const auto linear = [](unsigned channel) {
    const double c = (channel & 0xFF) / 255.0;
    return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * linear(color >> 16) + 0.7152 * linear(color >> 8) +
         0.0722 * linear(color);
}

double Contrast(unsigned a, unsigned b) {
  const double one = Luminance(a) + 0.05;
  const double other = Luminance(b) + 0.05;
  return std::max(one, other) / std::min(one, other);
}

TEST(StrategyColorsTest, EveryColorStandsOutOnLightAndDark) {
  for (const unsigned color : kPalette) {
    EXPECT_GE(Contrast(color, 0xFFFFFF), 3) << std::hex << color;
    EXPECT_GE(Contrast(color, 0x14171A), 3) << std::hex << color;
  }
}

TEST(StrategyColorsTest, TheWellKnownKeepTheirs) {
  const std::vector<StrategySpec> some = {kSequential, kThreadPool};
  const std::vector<StrategySpec> more = {
      {"other"}, kProcessPool, kThreadPool, kSequential};
  for (const StrategySpec& strategy : some) {
    EXPECT_EQ(StrategyColors(some).Of(strategy),
              StrategyColors(more).Of(strategy));
  }
}

TEST(StrategyColorsTest, NoTwoShareOneWhileThereAreSome) {
  std::vector<StrategySpec> strategies = {kThreadPool};
  for (int i = 0; i < 6; ++i) {
    StrategySpec variant = kThreadPool;
    variant.variant = std::to_string(i);
    strategies.push_back(variant);
  }
  std::set<unsigned> colors;
  for (const StrategySpec& one : strategies) {
    colors.insert(StrategyColors(strategies).Of(one));
  }
  EXPECT_EQ(colors.size(), std::size(kPalette));
}

TEST(StrategyColorsTest, MoreThanThereAreColorsIsNoHarm) {
  std::vector<StrategySpec> strategies;
  for (int i = 0; i < 20; ++i) strategies.push_back({std::to_string(i)});
  for (const StrategySpec& one : strategies) {
    EXPECT_TRUE(
        std::ranges::count(kPalette, StrategyColors(strategies).Of(one)) == 1);
  }
}

}  // namespace
}  // namespace bench
