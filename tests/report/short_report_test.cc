#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <string>

#include "golden.h"
#include "report/documents.h"
#include "report/render.h"
#include "result_sample.h"

namespace bench {
namespace {

using testing::ContainsRegex;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

std::string Table(const Result& result, Color color = Color::kNo) {
  return RenderTerminal(ShortReport(Analyze({result})), color);
}

std::string Line(const std::string& text, int number) {
  std::istringstream lines(text);
  std::string line;
  for (int i = 0; i < number; ++i) std::getline(lines, line);
  return line;
}

TEST(ShortReportTest, IsWhatTheReaderExpects) {
  EXPECT_EQ(
      Table(SampleResult()),
      R"(three-charts: 3 releases in 1 namespace, on kwok helm-bench (Kubernetes v1.36.3), helm v3.22.0

strategy                 mean ± σ    median       min       max  settled  failures
sequential                1.000 s   1.000 s   1.000 s   1.000 s  1.500 s    1 of 2
thread-pool@5  850.0 ms ± 70.7 ms  850.0 ms  800.0 ms  900.0 ms  1.350 s    0 of 2
Times until every uninstall has returned; settled: median until nothing was left.
Left by Helm as the claims of StatefulSets: PersistentVolumeClaim helm-bench-1/data-redis-0.

compared with sequential  ratio  95 % interval     from  p (Holm)  verdict
thread-pool@5              0.80              -  1 block         -  no claim
thread-pool@5, settled     0.87              -  1 block         -  no claim
thread-pool@5: no claim from 1 block; at 95 % 6 are needed (--runs 6).
One session: this holds for this boot of the cluster; 3 sessions are needed to say more (./bench analyze takes several results).
The post's claim: a pool of threads takes 40 % less time (0.48 s instead of 0.8 s), 1.67 times as fast. Here: 20 % less, 1.25 times as fast (1 block, no claim).

use of workers  speedup  efficiency  serial part  at once  at most  slowest release  CPUs in use
sequential            -           -            -     1.00        1         400.0 ms         75 %
thread-pool@5      1.25        0.42         0.70        -        -                -         75 %

where the time went          pool      list  start-up  client CPU  throttled    rest   between  server
sequential, all releases                       1.0 ms    300.0 ms   250.0 ms  0.0 ms                 -
  its critical path       50.0 ms  100.0 ms    1.0 ms    300.0 ms   250.0 ms  0.0 ms  450.0 ms
Medians over trials. All releases: added up, so more than the time on the clock where they run side by side. Critical path: of the median trial, the chain of releases that led to its end.

sequential: One release at a time is the limit: there are 3 releases, and never were two at work.
thread-pool@5: It tells nothing of single releases, so its limit is not known.
The API server runs on this machine too: it shares the 2 processors with helm.
1 trial, failed:
  block 2, sequential: uninstall of helm-bench-1/redis failed: � forbidden
    left over: ConfigMap helm-bench-1/redis
)");
}

TEST(ShortReportTest, WhatIsNotRealIsSaidFirst) {
  Result result = SampleResult();
  result.cluster.latency = "kwok";
  EXPECT_EQ(Line(Table(result), 1),
            "simulated cluster, helm real: not a measurement of Kubernetes");
  result.environment.helm.stand_in = true;
  EXPECT_THAT(Table(result), StartsWith("simulated cluster, helm stand-in"));
  result.cluster.latency = "";
  EXPECT_EQ(Line(Table(result), 1), "helm stand-in: not a measurement of helm");
}

// A result whose names and reasons all end in this.
Result Renamed(const std::string& end) {
  Result result = SampleResult();
  result.scenario.name += end;
  result.cluster.name += end;
  result.environment.helm.version += end;
  for (StrategySpec& strategy : result.scenario.strategies) {
    strategy.variant = strategy.Label() + end;
  }
  for (TrialResult& trial : result.trials) {
    trial.planned.strategy.variant = trial.planned.strategy.Label() + end;
    trial.invalid_reason += end;
    for (std::string& object : trial.leftovers) object += end;
  }
  return result;
}

TEST(ShortReportTest, NamesCannotSteerTheTerminal) {
  const auto lines = [](const std::string& text) {
    return std::ranges::count(text, '\n');
  };
  const Result hostile = Renamed("a\x1b[31m\a\nb\u202e\u2067");
  EXPECT_EQ(lines(Table(hostile)), lines(Table(Renamed("x"))));
  for (const Color color : {Color::kNo, Color::kYes}) {
    const std::string text = Table(hostile, color);
    for (const char* one : {"\x1b[31m", "\a", "\u202e", "\u2067"}) {
      EXPECT_THAT(text, Not(HasSubstr(one)));
    }
    EXPECT_THAT(text, HasSubstr("a [31m  b\uFFFD\uFFFD"));
  }
  EXPECT_THAT(Table(hostile, Color::kYes), HasSubstr("\x1b[1mstrategy"));
}

TEST(ShortReportTest, WithoutAWholeBlockNothingIsCompared) {
  Result result = SampleResult();
  EXPECT_TRUE(HasSomethingToSay(Analyze({result})));
  // Now each block has one strategy that counts.
  result.trials[0].invalid = Invalid::kFailed;
  EXPECT_FALSE(HasSomethingToSay(Analyze({result})));
  const std::string table = Table(result);
  EXPECT_THAT(
      table,
      HasSubstr("No block is valid with both sequential and another strategy, "
                "so nothing can be compared."));
  EXPECT_THAT(table, HasSubstr("2 of 2"));
  EXPECT_THAT(table, HasSubstr("2 trials, failed:"));
  EXPECT_THAT(table, Not(HasSubstr("compared with")));
  EXPECT_THAT(table, Not(HasSubstr("nan")));
}

// Given three strategies of which one never works,
// then the other two are compared all the same.
TEST(ShortReportTest, AStrategyThatNeverWorksDoesNotHideTheOthers) {
  Result result = RatiosOf({kSequential, kThreadPool, kProcessPool},
                           {0.5, 0.51, 0.52, 0.53, 0.54, 0.55, 0.5});
  for (TrialResult& trial : result.trials) {
    if (trial.planned.strategy != kProcessPool) continue;
    trial.invalid = Invalid::kFailed;
    trial.invalid_reason = "no workers";
    trial.times.reset();
  }
  EXPECT_TRUE(HasSomethingToSay(Analyze({result})));
  const std::string table = Table(result);
  EXPECT_THAT(table, ContainsRegex("process-pool@5 +- +- .* 7 of 7\n"));
  EXPECT_THAT(table, ContainsRegex("thread-pool@5 .* 7 blocks .* faster\n"));
  EXPECT_THAT(table,
              HasSubstr("process-pool@5: not compared: no valid trial that "
                        "counts."));
  EXPECT_THAT(table, HasSubstr("block 1, process-pool@5: no workers"));
  EXPECT_THAT(table, Not(HasSubstr("nothing can be compared")));
  EXPECT_THAT(table, Not(HasSubstr("nan")));
}

TEST(ShortReportTest, OneStrategyAloneNeedsAValidTrial) {
  Result result = RatiosOf({kSequential}, {1, 1});
  EXPECT_TRUE(HasSomethingToSay(Analyze({result})));
  for (TrialResult& trial : result.trials) trial.invalid = Invalid::kFailed;
  EXPECT_FALSE(HasSomethingToSay(Analyze({result})));
  EXPECT_THAT(Table(result), HasSubstr("No trial is valid"));
}

TEST(ShortReportTest, AResultWithoutTrialsIsNoneToo) {
  Result result = SampleResult();
  result.trials.clear();
  EXPECT_FALSE(HasSomethingToSay(Analyze({result})));
  EXPECT_THAT(Table(result), HasSubstr("0 of 0"));
}

TEST(ShortReportTest, AnEarlyEndIsSaid) {
  Result result = SampleResult();
  result.ended_early = "interrupted by SIGINT";
  result.trials.pop_back();
  EXPECT_THAT(
      Table(result),
      HasSubstr("Ended early: interrupted by SIGINT; 3 of 4 trials were run."));
}

TEST(ShortReportTest, ColourIsOnlyThereWhenAsked) {
  EXPECT_THAT(Table(SampleResult()), Not(HasSubstr("\x1b")));
  EXPECT_THAT(Table(SampleResult(), Color::kYes),
              HasSubstr("\x1b[1mstrategy "));
}

TEST(ShortReportTest, ThreeStrategiesFitOnAScreen) {
  const Result result = RatiosOf({kSequential, kThreadPool, kProcessPool},
                                 {0.5, 1.2, 0.7, 1.5, 0.6, 1.1});
  const std::string table = Table(result);
  EXPECT_LE(std::ranges::count(table, '\n'), 40);
}

std::string Text(const Result& result) {
  return RenderTerminal(TerminalReport(Analyze({result})));
}

TEST(TerminalReportTest, IsTheGoldenFile) {
  ExpectGolden("report/sample.txt", Text(SampleRun()));
  ExpectGolden("report/hostile.txt", Text(HostileRun()));
}

TEST(TerminalReportTest, HasTheTableAsItIs) {
  EXPECT_THAT(Text(SampleRun()), HasSubstr(Table(SampleRun())));
}

TEST(TerminalReportTest, NoNameSteersTheTerminal) {
  EXPECT_THAT(Text(HostileRun()), Not(HasSubstr("\x1b")));
  EXPECT_THAT(Text(HostileRun()), StartsWith("Not the real thing"));
}

TEST(TerminalReportTest, ANameWithALineEndMakesNoLine) {
  Result result = SampleRun();
  result.trials.front().invalid = Invalid::kFailed;
  result.trials.front().invalid_reason = "no\nForged: 1";
  EXPECT_THAT(Text(result), HasSubstr("no Forged: 1\n"));
}

}  // namespace
}  // namespace bench
