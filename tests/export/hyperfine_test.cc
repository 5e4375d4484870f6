#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "export/formats.h"
#include "export_sample.h"
#include "golden.h"
#include "threshold/check_result.h"

namespace bench {
namespace {

using Json = nlohmann::json;

Json HyperfineJson(const Result& result,
                   std::span<const CheckResult> checks = {}) {
  return Json::parse(ExportHyperfine(Analyze({result}), checks));
}

TEST(ExportHyperfineTest, IsTheGoldenFile) {
  ExpectGolden("exports/sample.hyperfine.json",
               ExportHyperfine(Analyze({SampleRun()}), SampleChecks()));
  ExpectGolden("exports/hostile.hyperfine.json",
               ExportHyperfine(Analyze({HostileRun()}), {}));
}

TEST(ExportHyperfineTest, OnlyTrialsThatCountGiveTimesInTheirOrder) {
  const Json json = HyperfineJson(SampleRun());
  // The warm-up is out, and so is block 5, for which block 8 stands in.
  for (const Json& result : json["results"]) {
    EXPECT_EQ(result["x_block"], Json({1, 2, 3, 4, 6, 7, 8}));
    EXPECT_EQ(result["times"].size(), 7u);
    EXPECT_EQ(result["exit_codes"], Json({0, 0, 0, 0, 0, 0, 0}));
  }
  const Json& pool = json["results"][2];
  EXPECT_EQ(pool["x_invalid"].size(), 1u);
  EXPECT_EQ(pool["x_invalid"][0]["block"], 5);
  EXPECT_EQ(pool["x_invalid"][0]["kind"], "failed");
}

TEST(ExportHyperfineTest, ParametersAreOneNumberAsText) {
  const Json json = HyperfineJson(SampleRun());
  EXPECT_EQ(json["results"][0]["parameters"], Json({{"namespaces", "1"}}));
}

TEST(ExportHyperfineTest, WhatIsUnknownIsNullWhereReadersBearIt) {
  Result result = SampleRun();
  for (TrialResult& trial : result.trials) trial.releases[1] = {};
  const Json first = HyperfineJson(result)["results"][0];
  EXPECT_FALSE(first.contains("memory_usage_byte"));
  EXPECT_TRUE(first["x_user_times"][0].is_null());
  EXPECT_EQ(first["user"], 0.0);  // hyperfine's readers demand a number
  EXPECT_TRUE(first["x_attribution"]["spawn"].is_null());
}

TEST(ExportHyperfineTest, OneRunHasNoDeviation) {
  const Json first = HyperfineJson(OneBlock())["results"][0];
  EXPECT_TRUE(first["stddev"].is_null());
  EXPECT_EQ(first["times"].size(), 1u);
}

TEST(ExportHyperfineTest, AStrategyWithoutTimesIsNoResult) {
  const Json json = HyperfineJson(NothingValid());
  EXPECT_TRUE(json["results"].empty());
  EXPECT_EQ(json["x_bench"]["without_times"].size(), 3u);
  EXPECT_EQ(json["x_bench"]["without_times"][0]["x_invalid"].size(), 9u);
  EXPECT_EQ(json["x_bench"]["verdict"], "failed");
}

TEST(ExportHyperfineTest, ComparisonsSayOnWhatTheyRest) {
  const Json comparison =
      HyperfineJson(SampleRun())["x_bench"]["comparisons"][0];
  EXPECT_EQ(comparison["of"], "thread-pool@5");
  EXPECT_EQ(comparison["to"], "sequential");
  EXPECT_EQ(comparison["pairs"], 7);
  EXPECT_EQ(comparison["verdict"], "faster");
  EXPECT_LT(comparison["low"], comparison["ratio"]);
  EXPECT_GT(comparison["high"], comparison["ratio"]);
  EXPECT_GE(comparison["level"], 0.95);
  EXPECT_GE(comparison["holm_p"], comparison["p"]);
  EXPECT_TRUE(HyperfineJson(OneStrategy())["x_bench"]["comparisons"].empty());
}

TEST(ExportHyperfineTest, TheVerdictIsTheGravestThatHolds) {
  Result result = SampleRun();
  const auto checks = SampleChecks();
  const auto verdict = [&](std::span<const CheckResult> some) {
    return HyperfineJson(result, some)["x_bench"]["verdict"];
  };
  EXPECT_EQ(verdict(checks), "failed");
  for (TrialResult& trial : result.trials) trial.invalid = Invalid::kNo;
  EXPECT_EQ(verdict(checks), "regression");
  EXPECT_EQ(verdict(std::span(checks).subspan(2)), "inconclusive");
  EXPECT_EQ(verdict(std::span(checks).first(1)), "ok");
  result.ended_early = "interrupted by SIGINT";
  EXPECT_EQ(verdict(checks), "ended early");
  result.trials[5].invalid = Invalid::kEndState;
  EXPECT_EQ(verdict(checks), "end state");
  for (TrialResult& trial : result.trials) trial.invalid = Invalid::kDisturbed;
  EXPECT_EQ(verdict({}), "nothing measured");
}

TEST(ExportHyperfineTest, SeveralResultsAreToldApart) {
  Result later = SampleRun();
  later.started = "2026-02-01T00:00:00Z";
  later.plan.seed = 8;
  const Json json =
      Json::parse(ExportHyperfine(Analyze({later, SampleRun()}), {}));
  const Json& results = json["results"][0]["x_result"];
  EXPECT_EQ(results, Json({0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1}));
  EXPECT_EQ(json["x_bench"]["design"]["seed"], 7);
  EXPECT_EQ(json["x_bench"]["further_designs"][0]["seed"], 8);
}

}  // namespace
}  // namespace bench
