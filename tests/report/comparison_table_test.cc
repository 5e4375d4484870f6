#include "report/comparison_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/verdicts.h"
#include "report_sample.h"

namespace bench {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

const std::vector<double> kFaster = {0.5, 0.51, 0.52, 0.53, 0.54, 0.55};

TextTable TableOf(const Analysis& analysis) {
  return ComparisonTable(analysis, ExploratoryComparisons(analysis));
}

std::vector<Comparison> Explored(std::vector<StrategySpec> strategies) {
  return ExploratoryComparisons(
      Analyze({RatiosOf(std::move(strategies), kFaster)}));
}

TEST(ComparisonTableTest, APlannedOneHasItsVerdictAndAnExploratoryOneNone) {
  const TextTable table = TableOf(
      Analyze({RatiosOf({kSequential, kThreadPool, kProcessPool}, kFaster)}));
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

TEST(ComparisonTableTest, OneComparisonOfSixBlocksCanClaim) {
  EXPECT_THAT(
      TableOf(Analyze({RatiosOf({kSequential, kThreadPool}, kFaster)})).rows,
      ElementsAre(ElementsAre("thread-pool@5", "0.52", "0.50 – 0.55",
                              "6 blocks", "0.031", "faster")));
}

TEST(ComparisonTableTest, ATinyPIsNotZero) {
  const auto p_of_blocks = [](std::size_t blocks) {
    return TableOf(Analyze({RatiosOf({kSequential, kThreadPool},
                                     std::vector<double>(blocks, 0.5))}))
        .rows[0][4];
  };
  EXPECT_EQ(p_of_blocks(14), "0.00012");
  EXPECT_EQ(p_of_blocks(300), "< 0.0001");
}

TEST(ComparisonTableTest, WithoutAnIntervalThereIsNoP) {
  EXPECT_THAT(
      TableOf(Analyze({RatiosOf({kSequential, kThreadPool}, {0.5})})).rows,
      ElementsAre(ElementsAre("thread-pool@5", "0.50", "-", "1 block", "-",
                              "no claim")));
}

TEST(ComparisonTableTest, OneStrategyIsNoComparison) {
  EXPECT_THAT(TableOf(Analyze({RatiosOf({kSequential}, kFaster)})).rows,
              IsEmpty());
}

TEST(ComparisonTableTest, ProcessesAreHeldAgainstAsManyThreads) {
  const StrategySpec eight = {"thread-pool", 8};
  EXPECT_THAT(Explored({kSequential, kThreadPool}), IsEmpty());
  EXPECT_THAT(Explored({kSequential, kProcessPool}), IsEmpty());
  EXPECT_THAT(Explored({kSequential, eight, kProcessPool}), IsEmpty());
  // That one is planned.
  EXPECT_THAT(Explored({kThreadPool, kProcessPool, kSequential}), IsEmpty());
  const auto both = Explored({kSequential, eight, kThreadPool, kProcessPool});
  ASSERT_THAT(both, SizeIs(1));
  EXPECT_EQ(both[0].of, kProcessPool);
  EXPECT_EQ(both[0].to, kThreadPool);
  EXPECT_FALSE(both[0].planned);
}

TEST(ComparisonTableTest, ThePostsPoolsAreHeldAgainstItsOneByOne) {
  const StrategySpec sequential = {"python-sequential", 0};
  const StrategySpec threads = {"python-thread-pool", 5};
  EXPECT_THAT(Explored({kSequential, threads}), IsEmpty());
  // That one is planned.
  EXPECT_THAT(Explored({sequential, threads, kSequential}), IsEmpty());
  const auto own = Explored({kSequential, threads, sequential});
  ASSERT_THAT(own, SizeIs(1));
  EXPECT_EQ(own[0].of, threads);
  EXPECT_EQ(own[0].to, sequential);
}

TEST(ComparisonTableTest, SeveralSessionsAreTheUnit) {
  std::vector<Result> results;
  for (const char* uid : {"a", "b", "c"}) {
    results.push_back(RatiosOf({kSequential, kThreadPool}, kFaster));
    results.back().cluster.uid = uid;
    results.back().started = std::string("2026-02-01T00:00:0") + uid;
  }
  EXPECT_EQ(TableOf(Analyze(results)).rows[0][3], "3 sessions");
}

TEST(ComparisonTableTest, EveryVerdictHasWords) {
  EXPECT_EQ(Words(Verdict::kFaster, .05), "faster");
  EXPECT_EQ(Words(Verdict::kSlower, .05), "slower");
  EXPECT_EQ(Words(Verdict::kSame, .05), "same within ±5 %");
  EXPECT_EQ(Words(Verdict::kInconclusive, .05), "inconclusive");
  EXPECT_EQ(Words(Verdict::kNoClaim, .05), "no claim");
}

TEST(ComparisonTableTest, AVariantIsNotComparedAsIfItWereThePlainOne) {
  StrategySpec slow = kProcessPool;
  slow.variant = "slow";
  slow.env = {{"GOMAXPROCS", "1"}};
  EXPECT_THAT(Explored({kSequential, kThreadPool, slow}), IsEmpty());
  StrategySpec slow_threads = kThreadPool;
  slow_threads.variant = "slow-threads";
  slow_threads.env = slow.env;
  EXPECT_THAT(Explored({kSequential, slow_threads, slow}), SizeIs(1));
  StrategySpec own = {"python-sequential", 0};
  own.variant = "mine";
  EXPECT_THAT(Explored({kSequential, own, {"python-thread-pool", 5}}),
              IsEmpty());
}

}  // namespace
}  // namespace bench
