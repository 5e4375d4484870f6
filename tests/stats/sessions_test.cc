#include "stats/sessions.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "stats_reference.h"

namespace bench {
namespace {

using Sessions = std::vector<std::vector<double>>;

TEST(SessionsTest, AgreesWithScipy) {
  for (const auto& known : Reference("sessions")) {
    const Sessions sessions = known["d"];
    const auto compared = CompareSessions(sessions, .95);
    ASSERT_TRUE(compared && compared->interval && compared->p);
    EXPECT_EQ(compared->sessions, sessions.size());
    EXPECT_NEAR(compared->ratio, known["ratio"], 1e-12);
    EXPECT_NEAR(compared->interval->low, known["low"], 1e-11);
    EXPECT_NEAR(compared->interval->high, known["high"], 1e-11);
    EXPECT_EQ(compared->interval->level, .95);
    EXPECT_NEAR(*compared->p, known["p"], 1e-12);
    ASSERT_EQ(compared->detectable.has_value(), known.contains("detectable"));
    if (!compared->detectable) continue;
    EXPECT_NEAR(*compared->detectable, known["detectable"], 1e-9);
    EXPECT_NEAR(*CompareSessions(sessions, .95, 5)->detectable,
                known["detectable_of_5"], 1e-9);
  }
}

// Blocks are not independent of each other across sessions: three boots stay
// three values, however long each was measured.
TEST(SessionsTest, MoreBlocksInASessionAreNotMoreSessions) {
  const Sessions brief = {{.1}, {.2}, {.3}};
  const Sessions lengthy = {
      std::vector<double>(100, .1), {.2, .2}, std::vector<double>(50, .3)};
  const auto one = CompareSessions(brief, .95);
  const auto other = CompareSessions(lengthy, .95);
  ASSERT_TRUE(one && one->interval && other && other->interval);
  EXPECT_NEAR(one->ratio, other->ratio, 1e-12);
  EXPECT_NEAR(one->interval->low, other->interval->low, 1e-9);
  EXPECT_NEAR(one->interval->high, other->interval->high, 1e-9);
}

TEST(SessionsTest, OneSessionHasNoInterval) {
  const auto compared = CompareSessions(Sessions{{.1, .3}}, .95);
  ASSERT_TRUE(compared);
  EXPECT_EQ(compared->sessions, 1u);
  EXPECT_NEAR(compared->ratio, std::exp(.2), 1e-12);
  EXPECT_FALSE(compared->interval);
  EXPECT_FALSE(compared->p);
}

TEST(SessionsTest, ASessionWithoutAPairDoesNotCount) {
  EXPECT_EQ(CompareSessions(Sessions{{.1}, {}, {.2}}, .95)->sessions, 2u);
  EXPECT_FALSE(CompareSessions(Sessions{{}, {}}, .95));
  EXPECT_FALSE(CompareSessions(Sessions{}, .95));
}

}  // namespace
}  // namespace bench
