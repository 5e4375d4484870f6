#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "export/formats.h"
#include "golden.h"
#include "result_sample.h"

namespace bench {
namespace {

using Json = nlohmann::json;

Json BenchmarkJson(const Result& result) {
  return Json::parse(ExportBenchmark(Analyze({result}), {}));
}

TEST(ExportBenchmarkTest, IsTheGoldenFile) {
  ExpectGolden("exports/sample.benchmark.json",
               ExportBenchmark(Analyze({SampleRun()}), {}));
  ExpectGolden("exports/hostile.benchmark.json",
               ExportBenchmark(Analyze({HostileRun()}), {}));
}

TEST(ExportBenchmarkTest, NamesDifferInTheirLastPartOnly) {
  const Json entries = BenchmarkJson(SampleRun())["benchmarks"];
  EXPECT_EQ(entries[0]["name"],
            "three-charts/releases:3/namespaces:1/sequential");
  EXPECT_EQ(entries[11]["name"],
            "three-charts/releases:3/namespaces:1/thread-pool@5");
}

TEST(ExportBenchmarkTest, EachTrialThatCountsIsAnIteration) {
  const Json entries = BenchmarkJson(SampleRun())["benchmarks"];
  ASSERT_EQ(entries.size(), 3 * (7 + 4));
  EXPECT_EQ(entries[6]["repetition_index"], 6);
  EXPECT_EQ(entries[6]["repetitions"], 7);
  EXPECT_EQ(entries[6]["block"], 8);
  EXPECT_EQ(entries[6]["time_unit"], "ms");
  EXPECT_EQ(entries[7]["aggregate_name"], "mean");
  EXPECT_EQ(entries[10]["aggregate_unit"], "percentage");
}

TEST(ExportBenchmarkTest, TimesAreMilliseconds) {
  Result result = OneBlock();
  TrialResult& trial = result.trials[0];
  trial.times->returned_s = 0.75;
  const auto label = trial.planned.strategy.Label();
  const Json json = BenchmarkJson(result);
  for (const Json& entry : json["benchmarks"]) {
    if (!entry["name"].get<std::string>().ends_with(label)) continue;
    EXPECT_EQ(entry["real_time"], 750);
    EXPECT_DOUBLE_EQ(entry["spawn_ms"], 6);
    EXPECT_DOUBLE_EQ(entry["client_cpu_ms"], 281.25);
    return;
  }
  FAIL() << "no entry for " << label;
}

TEST(ExportBenchmarkTest, WhatIsUnknownIsLeftOut) {
  Result result = OneBlock();
  for (TrialResult& trial : result.trials) {
    trial.releases[0].user_s.reset();
    trial.times->settled_s.reset();
    trial.server_s.reset();
  }
  const Json entry = BenchmarkJson(result)["benchmarks"][0];
  EXPECT_FALSE(entry.contains("client_cpu_ms"));
  EXPECT_FALSE(entry.contains("settled_ms"));
  EXPECT_FALSE(entry.contains("server_ms"));
  EXPECT_TRUE(entry["cpu_time"].is_number());  // compare.py needs one
}

TEST(ExportBenchmarkTest, OneRepetitionHasNoAggregates) {
  EXPECT_EQ(BenchmarkJson(OneBlock())["benchmarks"].size(), 3u);
  EXPECT_EQ(BenchmarkJson(OneStrategy())["benchmarks"].size(), 7u + 4);
  EXPECT_TRUE(BenchmarkJson(NothingValid())["benchmarks"].empty());
}

}  // namespace
}  // namespace bench
