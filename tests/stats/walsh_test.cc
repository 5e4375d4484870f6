#include "stats/walsh.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <random>
#include <stdexcept>
#include <vector>

#include "stats/signed_rank.h"
#include "stats_reference.h"

namespace bench {
namespace {

using Values = std::vector<double>;

// All of them, made and sorted.
Values Straightforward(const Values& values) {
  Values averages;
  for (std::size_t i = 0; i < values.size(); ++i) {
    for (std::size_t j = i; j < values.size(); ++j) {
      averages.push_back((values[i] + values[j]) / 2);
    }
  }
  std::ranges::sort(averages);
  return averages;
}

Values Selected(const Values& values) {
  const WalshAverages averages(values);
  Values all;
  for (std::size_t k = 1; k <= averages.size(); ++k) {
    all.push_back(averages.Smallest(k));
  }
  return all;
}

// With ties where `steps` is small.
Values Draw(std::size_t n, int steps, std::mt19937_64& random) {
  Values values(n);
  for (double& value : values) {
    value = (static_cast<double>(random() % static_cast<unsigned>(steps)) -
             steps / 2.0) /
            7;
  }
  return values;
}

TEST(WalshTest, AgreesWithScipy) {
  for (const auto& known : Reference("signed_rank")) {
    if (!known.contains("walsh")) continue;
    SCOPED_TRACE(known["name"]);
    EXPECT_EQ(Selected(known["d"]), known["walsh"].get<Values>());
  }
}

TEST(WalshTest, EachIsTheOneOfTheStraightforwardComputation) {
  std::mt19937_64 random(3);
  for (std::size_t n = 1; n < 40; ++n) {
    for (const int steps : {1, 3, 10, 1'000'000}) {
      const Values values = Draw(n, steps, random);
      ASSERT_EQ(Selected(values), Straightforward(values)) << n << " " << steps;
    }
  }
}

TEST(WalshTest, TheirMedianIsTheOneInTheMiddleOrBetweenTwo) {
  EXPECT_EQ(WalshAverages(Values{3}).Median(), 3);
  EXPECT_EQ(WalshAverages(Values{1, 2}).Median(), 1.5);
  // 1, 2.5, 4, 4, 5.5, 7.
  EXPECT_EQ(WalshAverages(Values{7, 1, 4}).Median(), 4);
  // 0, 1, 2, 4, 5, 8.
  EXPECT_EQ(WalshAverages(Values{8, 0, 2}).Median(), 3);
}

TEST(WalshTest, NumbersOfAnySizeAreFoundExactly) {
  const Values values = {-1e300, -1e-300, -0.0, 5e-324, 1, 1e300};
  EXPECT_EQ(Selected(values), Straightforward(values));
}

// Where every average is made, this takes 400 MB and seconds.
TEST(WalshTest, ManyValuesAreLittleWork) {
  std::mt19937_64 random(5);
  const Values values = Draw(10'001, 1'000'000'000, random);
  const WalshAverages averages(values);
  EXPECT_EQ(averages.size(), 50'015'001u);
  EXPECT_EQ(averages.Smallest(1), std::ranges::min(values));
  EXPECT_EQ(averages.Smallest(averages.size()), std::ranges::max(values));
  EXPECT_EQ(HodgesLehmann(values), averages.Median());
}

TEST(WalshTest, ManyAreTheSameAsStraightforward) {
  std::mt19937_64 random(6);
  const Values values = Draw(kMaxExactPairs + 101, 1'000'000, random);
  const Values all = Straightforward(values);
  const WalshAverages averages(values);
  for (std::size_t k = 1; k <= all.size(); k += 499) {
    ASSERT_EQ(averages.Smallest(k), all[k - 1]) << k;
  }
  EXPECT_EQ(averages.Median(), all[all.size() / 2]);
}

TEST(WalshTest, RefusesWhatIsNoNumberAndWhatThereIsNot) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_THROW(WalshAverages(Values{1, nan}), std::invalid_argument);
  EXPECT_THROW(WalshAverages(Values{}).Median(), std::invalid_argument);
  EXPECT_THROW(WalshAverages(Values{1, 2}).Smallest(0), std::invalid_argument);
  EXPECT_THROW(WalshAverages(Values{1, 2}).Smallest(4), std::invalid_argument);
}

}  // namespace
}  // namespace bench
