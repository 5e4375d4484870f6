#include "report/tables.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "result_sample.h"

namespace bench {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::vector<double> kTwiceAsFast = {0.5, 0.51, 0.52, 0.53, 0.54, 0.55};

TextTable TableOf(const Analysis& analysis) {
  return ComparedStrategiesTable(analysis);
}

TEST(ComparedStrategiesTableTest,
     APlannedOneHasItsVerdictAndAnExploratoryOneNone) {
  const TextTable table = TableOf(Analyze(
      {RatiosOf({kSequential, kThreadPool, kProcessPool}, kTwiceAsFast)}));
  EXPECT_EQ(table.columns[0].title, "compared with sequential");
  EXPECT_EQ(table.columns[2].title, "95 % interval");
  EXPECT_THAT(table.rows,
              ElementsAre(ElementsAre("thread-pool@5", "0.52", "0.50 – 0.55",
                                      "6 blocks", "0.062", "inconclusive"),
                          ElementsAre("process-pool@5", "0.52", "0.50 – 0.55",
                                      "6 blocks", "0.062", "inconclusive"),
                          ElementsAre("process-pool@5 with thread-pool@5",
                                      "1.00", "1.00 – 1.00", "6 blocks", "-",
                                      "(exploratory)")));
}

TEST(ComparedStrategiesTableTest, OneComparisonOfSixBlocksCanClaim) {
  EXPECT_THAT(
      TableOf(Analyze({RatiosOf({kSequential, kThreadPool}, kTwiceAsFast)}))
          .rows,
      ElementsAre(ElementsAre("thread-pool@5", "0.52", "0.50 – 0.55",
                              "6 blocks", "0.031", "faster")));
}

TEST(ComparedStrategiesTableTest, ATinyPIsNotZero) {
  const auto p_of_blocks = [](std::size_t blocks) {
    return TableOf(Analyze({RatiosOf({kSequential, kThreadPool},
                                     std::vector<double>(blocks, 0.5))}))
        .rows[0][4];
  };
  EXPECT_EQ(p_of_blocks(14), "0.00012");
  EXPECT_EQ(p_of_blocks(300), "< 0.0001");
}

TEST(ComparedStrategiesTableTest, WithoutAnIntervalThereIsNoP) {
  EXPECT_THAT(
      TableOf(Analyze({RatiosOf({kSequential, kThreadPool}, {0.5})})).rows,
      ElementsAre(ElementsAre("thread-pool@5", "0.50", "-", "1 block", "-",
                              "no claim")));
}

TEST(ComparedStrategiesTableTest, OneStrategyIsNoComparison) {
  EXPECT_THAT(TableOf(Analyze({RatiosOf({kSequential}, kTwiceAsFast)})).rows,
              IsEmpty());
}

TEST(ComparedStrategiesTableTest, SeveralSessionsAreTheUnit) {
  std::vector<Result> results;
  for (const char* uid : {"a", "b", "c"}) {
    results.push_back(RatiosOf({kSequential, kThreadPool}, kTwiceAsFast));
    results.back().cluster.uid = uid;
    results.back().started = std::string("2026-02-01T00:00:0") + uid;
  }
  EXPECT_EQ(TableOf(Analyze(results)).rows[0][3], "3 sessions");
}

}  // namespace
}  // namespace bench
