#include "stats/student.h"

#include <gtest/gtest.h>

#include <numeric>
#include <stdexcept>
#include <vector>

#include "stats_reference.h"

namespace bench {
namespace {

using Values = std::vector<double>;

TEST(StudentTest, AgreesWithScipy) {
  for (const auto& known : Reference("student")) {
    const Values values = known["values"];
    SCOPED_TRACE(values.size());
    EXPECT_NEAR(TestStudent(values).value(), known["p"], 1e-12);
    EXPECT_NEAR(TestStudent(values, .1).value(), known["p_of_0.1"], 1e-12);
    for (const auto& expected : known["intervals"]) {
      const auto interval = FindStudentInterval(values, expected["level"]);
      ASSERT_TRUE(interval);
      EXPECT_NEAR(std::midpoint(interval->low, interval->high), known["mean"],
                  1e-14);
      EXPECT_NEAR(interval->low, expected["lower"], 1e-11);
      EXPECT_NEAR(interval->high, expected["upper"], 1e-11);
    }
  }
}

TEST(StudentTest, WelchAgreesWithScipy) {
  for (const auto& known : Reference("welch")) {
    const Values x = known["x"];
    const Values y = known["y"];
    SCOPED_TRACE(x.size());
    for (const auto& expected : known["intervals"]) {
      const auto interval = FindWelchInterval(x, y, expected["level"]);
      ASSERT_TRUE(interval);
      EXPECT_NEAR(std::midpoint(interval->low, interval->high), known["mean"],
                  1e-14);
      EXPECT_NEAR(interval->low, expected["lower"], 1e-11);
      EXPECT_NEAR(interval->high, expected["upper"], 1e-11);
    }
  }
}

TEST(StudentTest, WelchNeedsTwoOfEach) {
  EXPECT_FALSE(FindWelchInterval(Values{1}, Values{1, 2}, .95));
  EXPECT_FALSE(FindWelchInterval(Values{1, 2}, Values{1}, .95));
  const auto interval = FindWelchInterval(Values{3, 3}, Values{1, 1}, .95);
  ASSERT_TRUE(interval);
  EXPECT_EQ(interval->low, 2);
  EXPECT_EQ(interval->high, 2);
}

TEST(StudentTest, OneValueTellsNothingOfItsSpread) {
  EXPECT_FALSE(FindStudentInterval(Values{1}, .95));
  EXPECT_FALSE(TestStudent(Values{1}));
  EXPECT_FALSE(TestStudent(Values{}));
}

TEST(StudentTest, EqualValuesLeaveNoDoubt) {
  const auto interval = FindStudentInterval(Values{2, 2, 2}, .95);
  ASSERT_TRUE(interval);
  EXPECT_EQ(interval->low, 2);
  EXPECT_EQ(interval->high, 2);
  EXPECT_EQ(TestStudent(Values{2, 2, 2}), 0);
  EXPECT_EQ(TestStudent(Values{2, 2, 2}, 2), 1);
}

TEST(StudentTest, RefusesWhatIsNoLevel) {
  EXPECT_THROW(FindStudentInterval(Values{1, 2}, 95), std::invalid_argument);
}

}  // namespace
}  // namespace bench
