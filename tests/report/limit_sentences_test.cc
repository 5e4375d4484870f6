#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/sentences.h"
#include "report/tables.h"
#include "result_sample.h"

namespace bench {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

// Six blocks in which the pool takes 0.75 to 0.8 of the time.
Result Certain() {
  return RatiosOf({kSequential, kThreadPool},
                  {0.75, 0.76, 0.77, 0.78, 0.79, 0.8});
}

Explanation PoolLimitedBy(Limit limit) {
  Explanation explanation;
  explanation.strategy = kThreadPool;
  explanation.limit = limit;
  explanation.figures = {.workers = 5,
                         .releases = 3,
                         .machine_busy = 0.96,
                         .helm_busy = 0.4,
                         .returned_s = 0.5,
                         .uninstall_s = 0.4,
                         .throttled_s = 0.3,
                         .rest_s = 0.35,
                         .slowest_release_s = 0.39,
                         .server_s = 1.5,
                         .concurrency = Concurrency{2.5, 3}};
  explanation.attribution.sums.client_cpu = 0.6;
  explanation.cpu_floor_s = 0.3;
  return explanation;
}

std::string LimitLine(const Explanation& explanation,
                      const Result& result = Certain()) {
  return LimitSentences(Analyze({result}), {explanation}).front();
}

TEST(LimitSentencesTest, TheCpuSentenceHasItsFigures) {
  EXPECT_EQ(LimitLine(PoolLimitedBy(Limit::kCpu)),
            "thread-pool@5: The CPU of this machine is the limit: 96 % of it "
            "was in use, 40 % by helm for the releases; helm needs 600.0 ms of "
            "CPU for the releases, which 2 processors cannot do in less than "
            "300.0 ms.");
}

TEST(LimitSentencesTest, TheCpuSentenceLeavesOutWhatIsNotKnown) {
  Explanation outside = PoolLimitedBy(Limit::kCpu);
  outside.figures.helm_busy.reset();
  outside.cpu_floor_s.reset();
  EXPECT_EQ(LimitLine(outside),
            "thread-pool@5: The CPU of this machine is the limit: 96 % of it "
            "was in use.");
  Explanation no_machine = PoolLimitedBy(Limit::kCpu);
  no_machine.figures.machine_busy.reset();
  EXPECT_THAT(LimitLine(no_machine),
              HasSubstr("helm used 40 % of what it may use"));
}

TEST(LimitSentencesTest, TheCpuSentenceSaysWhenOthersHadItBefore) {
  Explanation explanation = PoolLimitedBy(Limit::kCpu);
  explanation.busy_before = kCalmMachine;
  EXPECT_THAT(LimitLine(explanation), Not(HasSubstr("by others")));
  explanation.busy_before = 0.7;
  EXPECT_THAT(LimitLine(explanation),
              HasSubstr("; but 70 % of it had been in use before, by others."));
}

TEST(LimitSentencesTest, EveryLimitHasASentence) {
  EXPECT_THAT(LimitLine(PoolLimitedBy(Limit::kThrottle)),
              HasSubstr("held them back for 300.0 ms of 500.0 ms"));
  EXPECT_THAT(LimitLine(PoolLimitedBy(Limit::kOneAtATime)),
              HasSubstr("One release at a time is the limit: there are 3 "
                        "releases"));
  EXPECT_THAT(LimitLine(PoolLimitedBy(Limit::kWorkers)),
              HasSubstr("The number of workers is the limit: of 5 2.5 were"));
  EXPECT_THAT(LimitLine(PoolLimitedBy(Limit::kServer)),
              HasSubstr("The API server is the limit: it worked for 1.500 s"));
  EXPECT_THAT(LimitLine(PoolLimitedBy(Limit::kSlowestRelease)),
              HasSubstr("it alone took 390.0 ms of the 400.0 ms"));
  EXPECT_THAT(LimitLine(PoolLimitedBy(Limit::kUnknown)),
              HasSubstr("not known"));
}

TEST(LimitSentencesTest, ReleasesThatWereStretchedAreSaidWhereNoLimitWasFound) {
  Explanation explanation = PoolLimitedBy(Limit::kNoneFound);
  EXPECT_EQ(LimitLine(explanation),
            "thread-pool@5: No single limit was found.");
  explanation.stretched = true;
  EXPECT_THAT(LimitLine(explanation),
              HasSubstr("side by side the slowest release "
                        "took 390.0 ms"));
}

TEST(LimitSentencesTest, WithoutATrialThereIsNothingToExplain) {
  Explanation explanation;
  explanation.strategy = kSequential;
  EXPECT_EQ(LimitLine(explanation), "sequential: No trial counts.");
}

TEST(LimitSentencesTest, ASpeedIsSaidWhereItIsCertain) {
  Explanation explanation = PoolLimitedBy(Limit::kNoneFound);
  explanation.speedup = 1.3;
  EXPECT_THAT(LimitLine(explanation),
              HasSubstr("1.30 times as fast as sequential"));
  Result slower =
      RatiosOf({kSequential, kThreadPool}, {1.75, 1.76, 1.77, 1.78, 1.79, 1.8});
  EXPECT_THAT(LimitLine(explanation, slower), HasSubstr("times as fast"));
  const Result uncertain =
      RatiosOf({kSequential, kThreadPool}, {0.5, 1.6, 0.77, 1.5, 0.79, 1.8});
  EXPECT_THAT(LimitLine(explanation, uncertain),
              Not(HasSubstr("times as fast")));
  const Result few = RatiosOf({kSequential, kThreadPool}, {0.5});
  EXPECT_THAT(LimitLine(explanation, few), Not(HasSubstr("times as fast")));
  explanation.speedup.reset();
  EXPECT_THAT(LimitLine(explanation), Not(HasSubstr("times as fast")));
}

TEST(LimitSentencesTest, ASharedMachineIsSaid) {
  Result result = Certain();
  EXPECT_THAT(LimitSentences(Analyze({result}), {}), SizeIs(0));
  result.cluster.kind = "kwok";
  EXPECT_THAT(LimitSentences(Analyze({result}), {}),
              ElementsAre("The API server runs on this machine too: it shares "
                          "the 2 processors with helm."));
  result.environment.cpus = 0;
  EXPECT_THAT(LimitSentences(Analyze({result}), {}),
              ElementsAre(HasSubstr("it shares the processors with helm")));
}

TEST(LimitTablesTest, TheTimesAreTwoRowsAStrategy) {
  Explanation explanation = PoolLimitedBy(Limit::kCpu);
  explanation.attribution.path =
      CriticalPath{.parts = {.start_up = 0.001, .client_cpu = 0.1, .rest = 0.2},
                   .pool_s = 0.01,
                   .list_s = 0.1,
                   .between_s = 0.002};
  const TextTable table = WhereTimeWentTable({explanation});
  EXPECT_THAT(table.rows,
              ElementsAre(ElementsAre("thread-pool@5, all releases", "", "",
                                      "-", "600.0 ms", "-", "-", "", "-"),
                          ElementsAre("  its critical path", "10.0 ms",
                                      "100.0 ms", "1.0 ms", "100.0 ms", "-",
                                      "200.0 ms", "2.0 ms", "")));
  EXPECT_THAT(WhereTimeWentTable({PoolLimitedBy(Limit::kUnknown)}).rows,
              SizeIs(0));
}

TEST(LimitTablesTest, TheUseOfWorkersIsARowAStrategy) {
  Explanation explanation = PoolLimitedBy(Limit::kCpu);
  explanation.speedup = 1.3;
  explanation.efficiency = 0.433;
  explanation.serial_fraction = 0.654;
  Explanation outside;
  outside.strategy = {"python-sequential", 0};
  EXPECT_THAT(UseOfWorkersTable({explanation, outside}).rows,
              ElementsAre(ElementsAre("thread-pool@5", "1.30", "0.43", "0.65",
                                      "2.50", "3", "390.0 ms", "96 %"),
                          ElementsAre("python-sequential", "-", "-", "-", "-",
                                      "-", "-", "-")));
}

}  // namespace
}  // namespace bench
