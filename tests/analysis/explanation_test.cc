#include "analysis/explanation.h"

#include <gtest/gtest.h>

#include "result_sample.h"

namespace bench {
namespace {

// Two releases, one after the other or side by side, with 0.3 s of CPU each.
void AddReleases(bool side_by_side, Result& result, std::size_t trial) {
  for (int i = 0; i < 2; ++i) {
    const double start = side_by_side ? 0.25 : 0.25 + 0.5 * i;
    ReleaseResult release = ReleaseOf(i == 0 ? "a" : "b", start, start + 0.5);
    release.spawned_s = start;
    release.user_s = 0.2;
    release.system_s = 0.1;
    result.trials[trial].releases.push_back(release);
  }
  TrialResult& of = result.trials[trial];
  of.times->uninstall_s = side_by_side ? 0.5 : 1;
  of.machine_busy = side_by_side ? 0.9 : 0.5;
}

Result TwoStrategies() {
  Result result = ResultOf({kSequential, kThreadPool}, {{1.5, 1}, {1.5, 1}});
  for (std::size_t i = 0; i < result.trials.size(); ++i) {
    AddReleases(i % 2 == 1, result, i);
  }
  return result;
}

TEST(ExplanationTest, SpeedupIsAgainstTheFirst) {
  const auto explanations = Explain(Analyze({TwoStrategies()}));
  ASSERT_EQ(explanations.size(), 2u);
  EXPECT_EQ(explanations[0].speedup, std::nullopt);
  EXPECT_EQ(explanations[0].efficiency, std::nullopt);
  EXPECT_DOUBLE_EQ(*explanations[1].speedup, 1.5);
  // Of five workers three can have work: there are three releases.
  EXPECT_DOUBLE_EQ(*explanations[1].efficiency, 0.5);
  EXPECT_DOUBLE_EQ(*explanations[1].serial_fraction, 0.5);
}

TEST(ExplanationTest, AgainstAPoolThereIsNoEfficiency) {
  StrategySpec fewer = kThreadPool;
  fewer.workers = 2;
  const auto explanations =
      Explain(Analyze({RatiosOf({fewer, kThreadPool}, {0.8})}));
  EXPECT_EQ(explanations[1].speedup, 1.25);
  EXPECT_EQ(explanations[1].efficiency, std::nullopt);
  EXPECT_EQ(explanations[1].serial_fraction, std::nullopt);
}

TEST(ExplanationTest, WithoutWorkersThereIsNoEfficiency) {
  const auto explanations = Explain(
      Analyze({RatiosOf({kSequential, {"python-sequential", 0}}, {2})}));
  EXPECT_EQ(explanations[1].speedup, 0.5);
  EXPECT_EQ(explanations[1].efficiency, std::nullopt);
  EXPECT_EQ(explanations[1].serial_fraction, std::nullopt);
}

TEST(ExplanationTest, FiguresAreOfTheTrialsThatCount) {
  Result result = TwoStrategies();
  result.trials[3].invalid = Invalid::kFailed;
  result.trials[3].machine_busy = 0.1;
  result.trials[0].busy_before = 0.125;
  const Analysis analysis = Analyze({result});
  const auto explanations = Explain(analysis);
  const LimitFigures& one = explanations[0].figures;
  EXPECT_EQ(one.returned_s, 1.5);
  EXPECT_EQ(one.slowest_release_s, 0.5);
  EXPECT_EQ(one.concurrency->mean, 1);
  EXPECT_EQ(one.concurrency->maximum, 1);
  EXPECT_EQ(explanations[0].limit, Limit::kOneAtATime);
  const LimitFigures& pool = explanations[1].figures;
  EXPECT_EQ(pool.machine_busy, 0.9);
  EXPECT_EQ(pool.concurrency->mean, 2);
  EXPECT_EQ(explanations[1].limit, Limit::kCpu);
  EXPECT_EQ(analysis.strategies[1].settled_s->median, 1.05);
  EXPECT_EQ(explanations[0].busy_before, 0.125);
  EXPECT_EQ(explanations[1].busy_before, std::nullopt);
}

TEST(ExplanationTest, TheCpuOfHelmNeedsSoMuchTimeOnTheProcessors) {
  Result result = TwoStrategies();
  auto explanations = Explain(Analyze({result}));
  EXPECT_DOUBLE_EQ(*explanations[1].cpu_floor_s, 0.3);
  EXPECT_DOUBLE_EQ(*explanations[1].figures.helm_busy, 0.3);
  result.environment.cpu_quota = 0.5;
  explanations = Explain(Analyze({result}));
  EXPECT_DOUBLE_EQ(*explanations[1].cpu_floor_s, 1.2);
  result.environment.cpus = 0;  // unknown
  result.environment.cpu_quota.reset();
  EXPECT_EQ(Explain(Analyze({result}))[1].cpu_floor_s, std::nullopt);
}

TEST(ExplanationTest, RequestsOnTheirWayAreNoWorkers) {
  Result result = TwoStrategies();
  result.scenario.strategies[1].kind.executor = StrategyKind::kEventLoop;
  const Explanation explanation = Explain(Analyze({result}))[1];
  EXPECT_TRUE(explanation.speedup);
  EXPECT_FALSE(explanation.efficiency);
  EXPECT_EQ(explanation.figures.workers, 0);
}

TEST(ExplanationTest, MachinesThatDifferHaveNoNumberOfProcessors) {
  Result other = TwoStrategies();
  other.started = "2026-02-01T00:00:00Z";
  EXPECT_EQ(Processors(Analyze({TwoStrategies(), other})), 2);
  other.environment.cpus = 4;
  EXPECT_EQ(Processors(Analyze({TwoStrategies(), other})), 0);
}

TEST(ExplanationTest, TheServerIsHereForKwokAndSimulated) {
  Result result = TwoStrategies();
  for (const char* kind : {"kwok", "simulated"}) {
    result.cluster.kind = kind;
    EXPECT_TRUE(ServerIsHere(Analyze({result})));
  }
  for (const char* kind : {"context", "minikube"}) {
    result.cluster.kind = kind;
    EXPECT_FALSE(ServerIsHere(Analyze({result})));
  }
}

TEST(ExplanationTest, AnOutsideProgramLeavesItsFiguresEmpty) {
  const auto explanations = Explain(
      Analyze({RatiosOf({kSequential, {"python-sequential", 0}}, {2})}));
  const LimitFigures& figures = explanations[1].figures;
  EXPECT_EQ(figures.slowest_release_s, std::nullopt);
  EXPECT_FALSE(figures.concurrency);
  EXPECT_EQ(figures.helm_busy, std::nullopt);
  EXPECT_EQ(figures.throttled_s, std::nullopt);
  EXPECT_EQ(explanations[1].cpu_floor_s, std::nullopt);
  EXPECT_EQ(explanations[1].limit, Limit::kUnknown);
}

// The slowest release of the pool takes 0.8 s instead of 0.5 s.
TEST(ExplanationTest, SideBySideIsHeldAgainstOneAtATime) {
  Result result = TwoStrategies();
  for (const std::size_t i : {1, 3}) {
    result.trials[i].machine_busy = 0.5;
    result.trials[i].releases[0].end_s = 0.25 + 0.8;
    result.trials[i].times->uninstall_s = 0.8;
  }
  EXPECT_TRUE(Explain(Analyze({result}))[1].stretched);
  EXPECT_EQ(Explain(Analyze({result}))[1].limit, Limit::kNoneFound);
  // Where the first runs two at once, it is nothing to hold others against.
  for (const std::size_t i : {0, 2}) result.trials[i].releases[1].start_s = 0.5;
  EXPECT_FALSE(Explain(Analyze({result}))[1].stretched);
  EXPECT_EQ(Explain(Analyze({result}))[1].limit, Limit::kSlowestRelease);
}

}  // namespace
}  // namespace bench
