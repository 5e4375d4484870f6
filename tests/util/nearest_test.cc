#include "util/nearest.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

namespace bench {
namespace {

const std::vector<std::string> kNames = {"sequential", "thread-pool",
                                         "process-pool", "name"};

TEST(NearestTest, FindsAWordWithOneLetterTooFewTooManyOrWrong) {
  EXPECT_EQ(Nearest("tread-pool", kNames), "thread-pool");
  EXPECT_EQ(Nearest("thread-pools", kNames), "thread-pool");
  EXPECT_EQ(Nearest("Sequential", kNames), "sequential");
}

TEST(NearestTest, CountsASwapOfNeighboursOnce) {
  const std::vector<std::string> two = {"ban", "nab"};
  EXPECT_EQ(Nearest("nba", two), "nab");
  EXPECT_EQ(Nearest("nmae", kNames), "name");
}

TEST(NearestTest, FindsTheWordItself) {
  EXPECT_EQ(Nearest("process-pool", kNames), "process-pool");
}

TEST(NearestTest, SuggestsNothingThatIsFarAway) {
  EXPECT_EQ(Nearest("helm", std::vector<std::string>{"kwok"}), std::nullopt);
  EXPECT_EQ(Nearest("", kNames), std::nullopt);
  EXPECT_EQ(Nearest("thread-pool", {}), std::nullopt);
}

TEST(NearestTest, TheFirstOfEquallyNearOnesWins) {
  const std::vector<std::string> equal = {"cart", "card"};
  EXPECT_EQ(Nearest("carx", equal), "cart");
}

TEST(NearestTest, AVeryLongWordHasNoNeighbour) {
  EXPECT_EQ(Nearest(std::string(1 << 20, 'x'), kNames), std::nullopt);
}

TEST(NearestTest, DidYouMeanEndsAMessageOrIsEmpty) {
  EXPECT_EQ(DidYouMean("nam", kNames), ": did you mean \"name\"?");
  EXPECT_EQ(DidYouMean("completely else", kNames), "");
}

}  // namespace
}  // namespace bench
