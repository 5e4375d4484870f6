#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/sentences.h"
#include "result_sample.h"

namespace bench {
namespace {

using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

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

TEST(RepeatTest, SaysThatTheClusterHadItsLimits) {
  Result result = Sample();
  result.cluster.limits = "on";
  EXPECT_THAT(Command(result), HasSubstr("--cluster kwok --limits on "));
  result.cluster.limits = "off";
  EXPECT_THAT(Command(result), HasSubstr("--cluster kwok --strategy "));
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
  Result result = Sample();
  result.scenario.name = "a; rm -rf\n/";
  EXPECT_THAT(Command(result), HasSubstr("--scenario 'a; rm -rf /' "));
}

TEST(RepeatTest, SaysTheVariablesThatHelmWasGiven) {
  Result result = Sample();
  result.environment.variables = {
      {"GOMAXPROCS", "1 $x"}, {"HELM_QPS", "-1"}, {"a; touch x", "y"}};
  EXPECT_THAT(Command(result),
              StartsWith("GOMAXPROCS='1 $x' HELM_QPS=-1 ./bench --scenario "));
}

TEST(RepeatTest, NamesAHelmThatWasNamed) {
  Result result = Sample();
  result.environment.helm.path = "/opt/my helms/helm";
  EXPECT_THAT(Command(result), Not(HasSubstr("--helm")));
  result.environment.helm.named = true;
  EXPECT_THAT(Command(result), HasSubstr(" --helm '/opt/my helms/helm' "));
}

// By its name alone it is unknown, or another one.
TEST(RepeatTest, AScenarioOfTheUsersOwnIsItsFile) {
  Result result = Sample();
  EXPECT_THAT(RepeatRemarks(Analyze({result})), IsEmpty());
  result.scenario.file = "/home/me/my scenarios/post.json";
  result.scenario.digest = "sha256:0123";
  EXPECT_THAT(Command(result), StartsWith("./bench --scenario '/home/me/my "
                                          "scenarios/post.json' --cluster "));
  Result again = result;
  again.cluster.uid = "another boot";
  EXPECT_THAT(RepeatRemarks(Analyze({result, again})),
              ElementsAre("The scenario /home/me/my scenarios/post.json was "
                          "sha256:0123 then; sha256sum tells whether it still "
                          "is."));
}

TEST(RepeatTest, ALatencyOfTheUsersOwnIsItsFile) {
  Result result = Sample();
  result.cluster.kind = "simulated";
  result.cluster.latency = "kwok";
  EXPECT_THAT(Command(result), HasSubstr(" --latency kwok "));
  result.cluster.latency_file = "/home/me/kwok.json";
  EXPECT_THAT(Command(result), HasSubstr(" --latency /home/me/kwok.json "));
}

TEST(RepeatTest, SaysWhatItWasHeldAgainst) {
  Result result = Sample();
  result.criteria.thresholds = {"median(sequential)<1s", "failures(*)==0"};
  result.criteria.on_inconclusive = OnInconclusive::kFail;
  result.criteria.same = 0.03;
  result.criteria.tolerance = 0.2;
  EXPECT_THAT(Command(result),
              EndsWith(" --seed 7 --threshold 'median(sequential)<1s' "
                       "--threshold 'failures(*)==0' --on-inconclusive fail "
                       "--same 3% --tolerance 20%"));
}

TEST(RepeatTest, TheThresholdOfAStrategyAgainstItselfComesByItself) {
  Result result = Sample();
  StrategySpec twin = kThreadPool;
  twin.variant = "again";
  result.scenario.strategies = {kThreadPool, twin};
  result.criteria.thresholds = {"returned(again/thread-pool@5)<1.1"};
  EXPECT_THAT(Command(result), EndsWith(" --seed 7"));
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
