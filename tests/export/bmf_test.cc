#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "export/formats.h"
#include "golden.h"
#include "result_sample.h"

namespace bench {
namespace {

using Json = nlohmann::json;

Json Bmf(const Result& result) {
  return Json::parse(ExportBmf(Analyze({result}), {}));
}

TEST(ExportBmfTest, IsTheGoldenFile) {
  ExpectGolden("exports/sample.bmf.json",
               ExportBmf(Analyze({SampleRun()}), {}));
  ExpectGolden("exports/hostile.bmf.json",
               ExportBmf(Analyze({HostileRun()}), {}));
}

TEST(ExportBmfTest, TheMedianIsBetweenLeastAndMostNanoseconds) {
  const Json metric = Bmf(SampleRun())["three-charts/sequential"]["latency"];
  EXPECT_GT(metric["lower_value"], 8e8);
  EXPECT_LT(metric["lower_value"], metric["value"]);
  EXPECT_LT(metric["value"], metric["upper_value"]);
  EXPECT_LT(metric["upper_value"], 9e8);
}

TEST(ExportBmfTest, NotSeenSettlingIsNoMetric) {
  Result result = OneBlock();
  for (TrialResult& trial : result.trials) trial.times->settled_s.reset();
  EXPECT_FALSE(Bmf(result)["three-charts/sequential"].contains("settled"));
}

TEST(ExportBmfTest, WhatIsNotRealHasAHistoryOfItsOwn) {
  Result result = SampleRun();
  result.environment.helm.stand_in = true;
  EXPECT_TRUE(Bmf(result).contains(
      "three-charts/sequential (helm stand-in: not a measurement of helm)"));
}

TEST(ExportBmfTest, NothingValidIsAnEmptyObject) {
  EXPECT_EQ(Bmf(NothingValid()), Json::object());
}

}  // namespace
}  // namespace bench
