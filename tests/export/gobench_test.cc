#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "export/formats.h"
#include "golden.h"
#include "result_sample.h"

namespace bench {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string Gobench(const Result& result) {
  return ExportGobench(Analyze({result}), {});
}

std::string ExportNamed(const std::string& name) {
  Result result = OneBlock();
  const StrategySpec renamed = {name};
  result.scenario.strategies[0] = renamed;
  for (TrialResult& trial : result.trials) {
    if (trial.planned.strategy.name == "sequential") {
      trial.planned.strategy = renamed;
    }
  }
  return Gobench(result);
}

TEST(ExportGobenchTest, IsTheGoldenFile) {
  ExpectGolden("exports/sample.gobench.txt", Gobench(SampleRun()));
  ExpectGolden("exports/hostile.gobench.txt", Gobench(HostileRun()));
}

TEST(ExportGobenchTest, TimesAreWholeNanoseconds) {
  Result result = OneBlock();
  result.trials[0].times->returned_s = 0.1 + 0.2;
  EXPECT_THAT(Gobench(result), HasSubstr(" 1 300000000 ns/op "));
}

TEST(ExportGobenchTest, DigitsAtTheEndAreNotProcessors) {
  EXPECT_THAT(ExportNamed("v-12"), HasSubstr("/strategy=v%2D12 1 "));
  EXPECT_THAT(ExportNamed("v-12b-c"), HasSubstr("/strategy=v-12b-c 1 "));
}

TEST(ExportGobenchTest, ANameIsOneWord) {
  EXPECT_THAT(ExportNamed("a b/c\n%"),
              HasSubstr("/strategy=a%20b%2Fc%0A%25 1 "));
}

TEST(ExportGobenchTest, SaysOnlyWhatIsNotReal) {
  EXPECT_THAT(Gobench(SampleRun()), Not(HasSubstr("not-real")));
  EXPECT_THAT(Gobench(HostileRun()), HasSubstr("not-real: simulated cluster"));
}

TEST(ExportGobenchTest, NothingValidHasNoLine) {
  EXPECT_THAT(Gobench(NothingValid()), Not(HasSubstr("Benchmark")));
}

}  // namespace
}  // namespace bench
