#include "analysis/fingerprint.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "result_sample.h"

namespace bench {
namespace {

using testing::IsEmpty;

Result PoolAndReference() {
  return MeasuredResult({{{"sequential", 0}, {1}}, {{"thread-pool", 5}, {1}}});
}

using Change = std::function<void(Result&)>;

// What one change makes unlike.
std::vector<Unlikeness> After(const Change& change) {
  Result changed = PoolAndReference();
  change(changed);
  return FindUnlikeness(PoolAndReference(), changed);
}

TEST(FingerprintTest, TheSameIsAlike) {
  EXPECT_THAT(FindUnlikeness(PoolAndReference(), PoolAndReference()),
              IsEmpty());
}

TEST(FingerprintTest, AnotherSizeIsNoOtherEnvironment) {
  Result large = PoolAndReference();
  large.scenario.namespace_count = 6;
  large.scenario.charts.pop_back();
  EXPECT_THAT(FindUnlikeEnvironments(PoolAndReference(), large), IsEmpty());
  EXPECT_TRUE(MustNotCompare(FindUnlikeness(PoolAndReference(), large)));
  large.environment.cpus = 64;
  EXPECT_TRUE(
      MustNotCompare(FindUnlikeEnvironments(PoolAndReference(), large)));
}

TEST(FingerprintTest, WhatTimesDependOnIsHard) {
  const std::vector<std::pair<const char*, Change>> changes = {
      {"processor", [](Result& r) { r.environment.cpu_model = "Other"; }},
      {"number of processors", [](Result& r) { r.environment.cpus = 4; }},
      {"processor quota", [](Result& r) { r.environment.cpu_quota = 1.5; }},
      {"frequency governor",
       [](Result& r) { r.environment.governor = "powersave"; }},
      {"memory",
       [](Result& r) { r.environment.memory_bytes = std::int64_t{7} << 30; }},
      {"kernel",
       [](Result& r) { r.environment.kernel = "Linux 6.2.0-1 x86_64"; }},
      {"kernel",
       [](Result& r) { r.environment.kernel = "Linux 6.1.0-18-amd64 arm64"; }},
      {"kind of cluster", [](Result& r) { r.cluster.kind = "minikube"; }},
      {"simulated latency", [](Result& r) { r.cluster.latency = "kwok"; }},
      {"Kubernetes", [](Result& r) { r.cluster.server_version = "v1.36.4"; }},
      {"nodes", [](Result& r) { r.cluster.nodes = 4; }},
      {"limits of the cluster", [](Result& r) { r.cluster.limits = "on"; }},
      {"custom resource definitions",
       [](Result& r) { r.cluster.definitions = 8; }},
      {"other releases", [](Result& r) { r.cluster.other_releases = 6; }},
      {"helm", [](Result& r) { r.environment.helm.version = "v4.1.0"; }},
      {"helm", [](Result& r) { r.environment.helm.stand_in = true; }},
      {"variable HELM_QPS", [](Result& r) { r.environment.variables = {}; }},
      {"variable GOGC", [](Result& r) { r.environment.variables["GOGC"]; }},
      {"discovery cache", [](Result& r) { r.environment.cold_cache = true; }},
      {"build of the harness",
       [](Result& r) { r.environment.build_type = "Debug"; }},
      {"chart redis", [](Result& r) { r.environment.charts["redis"] = "x"; }},
      {"values of redis",
       [](Result& r) { r.scenario.charts[1].values = "{\"a\": 1}"; }},
      {"values of redis",
       [](Result& r) { r.scenario.charts[1].set = {"a=1"}; }},
      {"values of redis",
       [](Result& r) { r.scenario.charts[1].install_flags = {"--wait"}; }},
      {"releases", [](Result& r) { r.scenario.namespace_count = 2; }},
      {"strategy sequential",
       [](Result& r) { r.scenario.strategies[0].env["HELM_QPS"] = "1"; }},
  };
  for (const auto& [what, change] : changes) {
    SCOPED_TRACE(what);
    const auto found = After(change);
    ASSERT_FALSE(found.empty());
    EXPECT_EQ(found.front().what, what);
    EXPECT_NE(found.front().before, found.front().after);
    EXPECT_TRUE(MustNotCompare(found));
  }
}

TEST(FingerprintTest, WhatHardlyMattersIsToldOnly) {
  const std::vector<std::pair<const char*, Change>> changes = {
      {"kernel patch level",
       [](Result& r) { r.environment.kernel = "Linux 6.1.9-2-amd64 x86_64"; }},
      {"operating system", [](Result& r) { r.environment.os = "Debian 13"; }},
      {"load average", [](Result& r) { r.environment.load_average = 1; }},
      {"strategies in a block",
       [](Result& r) { r.scenario.strategies.pop_back(); }},
  };
  for (const auto& [what, change] : changes) {
    SCOPED_TRACE(what);
    const auto found = After(change);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found.front().what, what);
    EXPECT_FALSE(MustNotCompare(found));
  }
}

TEST(FingerprintTest, WhatTellsSessionsApartIsNoUnlikeness) {
  EXPECT_THAT(After([](Result& r) {
                r.version = "9.9.9";
                r.started = "2030-01-01T00:00:00Z";
                r.cluster.uid = "another boot";
                r.environment.memory_bytes += std::int64_t{100} << 20;
                r.environment.load_average = .3;
                r.environment.helm.path = "/elsewhere/helm";
                r.environment.programs = {{"python3", "3.12.1"}};
                r.cluster.definitions = 7;
                r.cluster.other_releases = 5;
              }),
              IsEmpty());
}

TEST(FingerprintTest, ManyObjectsMayDifferByATenth) {
  Result before = PoolAndReference();
  Result after = PoolAndReference();
  before.cluster.definitions = 100;
  after.cluster.definitions = 110;
  EXPECT_THAT(FindUnlikeness(before, after), IsEmpty());
  after.cluster.definitions = 112;
  EXPECT_TRUE(MustNotCompare(FindUnlikeness(before, after)));
}

// What neither of them knows may be as different as can be.
TEST(FingerprintTest, UnknownIsUnlikeItself) {
  const std::vector<std::pair<const char*, Change>> changes = {
      {"processor", [](Result& r) { r.environment.cpu_model = ""; }},
      {"memory", [](Result& r) { r.environment.memory_bytes = 0; }},
      {"kernel", [](Result& r) { r.environment.kernel = ""; }},
      {"custom resource definitions",
       [](Result& r) { r.cluster.definitions = std::nullopt; }},
      {"other releases",
       [](Result& r) { r.cluster.other_releases = std::nullopt; }},
      {"chart redis", [](Result& r) { r.environment.charts.erase("redis"); }},
      {"helm", [](Result& r) { r.environment.helm.version = ""; }},
  };
  for (const auto& [what, change] : changes) {
    SCOPED_TRACE(what);
    Result unknown = PoolAndReference();
    change(unknown);
    const auto found = FindUnlikeness(unknown, unknown);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found.front().what, what);
    EXPECT_EQ(found.front().before, "unknown");
    EXPECT_TRUE(found.front().hard);
  }
}

TEST(FingerprintTest, WhatIsNotKnownOfOneMachineIsAlike) {
  Result before = PoolAndReference();
  before.environment.machine = "sha256:01";
  before.environment.cpu_model = "";
  before.environment.memory_bytes = 0;
  before.environment.kernel = "";
  EXPECT_THAT(FindUnlikeness(before, before), IsEmpty());
  Result after = before;
  after.environment.machine = "sha256:02";
  EXPECT_EQ(FindUnlikeness(before, after).size(), 3u);
  after = before;
  after.environment.cpu_model = "Some CPU";
  EXPECT_TRUE(MustNotCompare(FindUnlikeness(before, after)));
  // The cluster and the charts are none of the machine's.
  after = before;
  before.cluster.definitions = after.cluster.definitions = std::nullopt;
  EXPECT_EQ(FindUnlikeness(before, after).size(), 1u);
}

// Two machines may be of one kind, and one may be another by now.
TEST(FingerprintTest, WhichMachineItIsMattersToNothingElse) {
  EXPECT_THAT(After([](Result& r) { r.environment.machine = "sha256:03"; }),
              IsEmpty());
}

// Python and a variant's helm matter to those that have them.
TEST(FingerprintTest, OnlyWhatBothHaveMatters) {
  Result before = PoolAndReference();
  Result after = PoolAndReference();
  before.environment.programs = {{"python3", "3.11.2"}};
  after.environment.programs = {{"python3", "3.12.1"}};
  EXPECT_TRUE(MustNotCompare(FindUnlikeness(before, after)));
  after.environment.programs.clear();
  EXPECT_THAT(FindUnlikeness(before, after), IsEmpty());

  const StrategySpec variant = {.name = "sequential", .variant = "four"};
  before.scenario.strategies.push_back(variant);
  before.environment.variant_helms["four"] = {"/helm4", "v4.1.0"};
  EXPECT_FALSE(MustNotCompare(FindUnlikeness(before, after)));
  after.scenario.strategies.push_back(variant);
  EXPECT_TRUE(MustNotCompare(FindUnlikeness(before, after)));
}

}  // namespace
}  // namespace bench
