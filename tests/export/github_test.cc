#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "export/formats.h"
#include "golden.h"
#include "result_sample.h"

namespace bench {
namespace {

using Json = nlohmann::json;
using testing::HasSubstr;

Json GithubJson(const Result& result) {
  return Json::parse(ExportGithub(Analyze({result}), {}));
}

Json Speedups(const Result& result) {
  return Json::parse(ExportGithubSpeedup(Analyze({result}), {}));
}

TEST(ExportGithubTest, IsTheGoldenFile) {
  ExpectGolden("exports/sample.github.json",
               ExportGithub(Analyze({SampleRun()}), {}));
  ExpectGolden("exports/hostile.github.json",
               ExportGithub(Analyze({HostileRun()}), {}));
  ExpectGolden("exports/sample.github-speedup.json",
               ExportGithubSpeedup(Analyze({SampleRun()}), {}));
}

TEST(ExportGithubTest, TheValueIsTheMedianInMilliseconds) {
  Result result = OneBlock();
  for (TrialResult& trial : result.trials) trial.times->returned_s = 0.75;
  const Json entries = GithubJson(result);
  ASSERT_EQ(entries.size(), 3u);
  EXPECT_EQ(entries[1]["name"], "three-charts/thread-pool@5");
  EXPECT_EQ(entries[1]["value"], 750);
  EXPECT_FALSE(entries[1].contains("range"));  // of one value
}

TEST(ExportGithubTest, SpeedupsGrowWithSpeed) {
  const Json entries = Speedups(SampleRun());
  ASSERT_EQ(entries.size(), 2u);
  EXPECT_EQ(entries[0]["name"], "three-charts/sequential / thread-pool@5");
  EXPECT_GT(entries[0]["value"], 1.3);
  EXPECT_THAT(entries[0]["extra"], HasSubstr("95.3 % interval 1.5"));
}

TEST(ExportGithubTest, ASpeedupWithoutAnIntervalHasNoRange) {
  const Json entries = Speedups(OneBlock());
  ASSERT_EQ(entries.size(), 2u);
  EXPECT_FALSE(entries[0].contains("range"));
}

TEST(ExportGithubTest, NothingValidIsAnEmptyList) {
  EXPECT_EQ(GithubJson(NothingValid()), Json::array());
  EXPECT_EQ(Speedups(NothingValid()), Json::array());
  EXPECT_EQ(Speedups(OneStrategy()), Json::array());
}

TEST(ExportGithubTest, SaysWhatIsNotReal) {
  EXPECT_THAT(GithubJson(HostileRun())[0]["extra"],
              HasSubstr("simulated cluster"));
  Result result = SampleRun();
  result.environment.helm.stand_in = true;
  EXPECT_THAT(Speedups(result)[0]["extra"], HasSubstr("stand-in"));
}

}  // namespace
}  // namespace bench
