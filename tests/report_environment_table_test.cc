#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/environment_table.h"
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

}  // namespace
}  // namespace bench
