#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/tables.h"
#include "result_sample.h"

namespace bench {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::Not;

TEST(EnvironmentTableTest, SaysWhatIsKnown) {
  const auto rows = EnvironmentTable(Analyze({SampleRun()})).rows;
  EXPECT_THAT(rows,
              Contains(ElementsAre("processors", "2 processors of Some CPU")));
  EXPECT_THAT(rows, Contains(ElementsAre("variables", "HELM_QPS=-1")));
  EXPECT_THAT(rows, Contains(ElementsAre("blocks", "7, after one to warm up")));
  EXPECT_THAT(rows, Not(Contains(Contains("python"))));
  EXPECT_THAT(rows, Not(Contains(Contains("memory"))));
}

TEST(EnvironmentTableTest, WhereResultsDifferItHasBoth) {
  Result other = SampleRun();
  other.started = "2026-02-01T00:00:00Z";
  other.environment.cpus = 4;
  const auto rows = EnvironmentTable(Analyze({SampleRun(), other})).rows;
  EXPECT_THAT(rows, Contains(ElementsAre("processors",
                                         "2 processors of Some CPU; 4 "
                                         "processors of Some CPU")));
  EXPECT_THAT(rows, Contains(ElementsAre("governor", "performance")));
}

TEST(EnvironmentTableTest, NamesTheProgramsOfVariants) {
  Result result = SampleRun();
  result.scenario.strategies = {{.name = "sequential", .variant = "old"}};
  result.scenario.strategies[0].bench = "/old/bench";
  result.environment.helm.version = "v3.22.0";
  result.environment.variant_helms = {
      {"helm4", {.version = "v4.2.0", .stand_in = true}}};
  result.version = "2";
  result.environment.variant_benches = {{"old", "1"}};
  const auto rows = EnvironmentTable(Analyze({result})).rows;
  EXPECT_THAT(rows, Contains(ElementsAre(
                        "helm", "v3.22.0, for helm4 v4.2.0 (stand-in)")));
  EXPECT_THAT(rows,
              Contains(ElementsAre("bench", "2, for old 1 (/old/bench)")));
}

}  // namespace
}  // namespace bench
