#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/repeat.h"
#include "report_sample.h"

namespace bench {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

std::string Command(const Result& result) {
  return RepeatCommands(Analyze({result})).front();
}

Result Sample() {
  Result result = RatiosOf({kSequential, kThreadPool}, {0.5, 0.6});
  result.cluster.kind = "kwok";
  result.plan.seed = 7;
  result.plan.warm_up = 1;
  return result;
}

TEST(RepeatTest, SaysAllThatTheCommandLineCan) {
  EXPECT_EQ(Command(Sample()),
            "./bench --scenario three-charts --cluster kwok --strategy "
            "sequential --strategy thread-pool@5 --runs 2 --seed 7");
}

TEST(RepeatTest, SaysWhatWasNotTheUsual) {
  Result result = Sample();
  result.cluster.kind = "simulated";
  result.cluster.latency = "instant";
  result.environment.helm.stand_in = true;
  result.environment.cold_cache = true;
  result.plan.warm_up = 0;
  result.plan.max_blocks = 4;
  EXPECT_THAT(Command(result),
              HasSubstr("--cluster simulated --latency instant --helm stand-in "
                        "--cold-cache"));
  EXPECT_THAT(Command(result), HasSubstr("--max-runs 4 --warmup 0 --seed 7"));
  EXPECT_THAT(Command(Sample()), Not(HasSubstr("--warmup")));
}

TEST(RepeatTest, AContextIsNamed) {
  Result result = Sample();
  result.cluster.kind = "context";
  result.cluster.name = "my cluster";
  EXPECT_THAT(Command(result), HasSubstr("--cluster 'context:my cluster'"));
}

TEST(RepeatTest, AStrategyAgainstItselfIsOne) {
  Result result = Sample();
  StrategySpec twin = kThreadPool;
  twin.variant = "slowed";
  twin.slowdown = 0.25;
  result.scenario.strategies = {kThreadPool, twin};
  EXPECT_THAT(
      Command(result),
      HasSubstr(" --aa --strategy thread-pool@5 --inject-slowdown 25% --runs"));
}

TEST(RepeatTest, ANameIsOneWordForAnyShell) {
  EXPECT_EQ(ShellWord("thread-pool@5"), "thread-pool@5");
  EXPECT_EQ(ShellWord(""), "''");
  EXPECT_EQ(ShellWord("$(touch x) `y`"), "'$(touch x) `y`'");
  EXPECT_EQ(ShellWord("it's"), "'it'\\''s'");
  Result result = Sample();
  result.scenario.name = "a; rm -rf\n/";
  EXPECT_THAT(Command(result), HasSubstr("--scenario 'a; rm -rf /' "));
}

TEST(RepeatTest, TheCitationSaysWhatWasNotReal) {
  Result result = Sample();
  EXPECT_THAT(Citation(Analyze({result})), Not(HasSubstr("simulated")));
  result.cluster.latency = "kwok";
  EXPECT_THAT(Citation(Analyze({result})),
              HasSubstr("not a measurement of Kubernetes"));
}

}  // namespace
}  // namespace bench
