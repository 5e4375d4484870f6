#include "analysis/attribution.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "result_sample.h"

namespace bench {
namespace {

using testing::ElementsAre;

ReleaseResult FullRelease() {
  ReleaseResult release = ReleaseOf("redis", 1, 3);
  release.spawned_s = 1.125;
  release.user_s = 0.25;
  release.system_s = 0.125;
  release.throttled_s = 0.5;
  return release;
}

TEST(AttributionTest, ARestIsLeftOfOneRelease) {
  const TimeParts parts = PartsOf(FullRelease());
  EXPECT_EQ(parts.start_up, 0.125);
  EXPECT_EQ(parts.client_cpu, 0.375);
  EXPECT_EQ(parts.throttled, 0.5);
  EXPECT_EQ(parts.total, 2);
  EXPECT_EQ(parts.rest, 1);
}

TEST(AttributionTest, OneThreadsCpuIsThatOfAllReleases) {
  TrialResult trial;
  trial.times = StrategyTimes{.returned_s = 3};
  trial.harness_cpu.self_s = 0.25;
  trial.releases = {ReleaseOf("redis", 1, 3), ReleaseOf("nginx", 1, 2)};
  const std::vector<const TrialResult*> trials = {&trial};
  EXPECT_EQ(Attribute(trials).sums.client_cpu, std::nullopt);
  trial.releases[0].steps = {{"Service", 1, 2}};
  EXPECT_EQ(Attribute(trials).sums.client_cpu, 0.25);
}

TEST(AttributionTest, WhatIsNotKnownIsEmptyNotZero) {
  const TimeParts nothing = PartsOf({});
  EXPECT_EQ(nothing.start_up, std::nullopt);
  EXPECT_EQ(nothing.client_cpu, std::nullopt);
  EXPECT_EQ(nothing.throttled, std::nullopt);
  EXPECT_EQ(nothing.total, std::nullopt);
  EXPECT_EQ(nothing.rest, std::nullopt);
  // Without the CPU nobody knows what is left.
  EXPECT_EQ(PartsOf(ReleaseOf("redis", 1, 3)).rest, std::nullopt);
  // An unknown throttled time is part of the rest.
  ReleaseResult release = FullRelease();
  release.throttled_s.reset();
  EXPECT_EQ(PartsOf(release).throttled, std::nullopt);
  EXPECT_EQ(PartsOf(release).rest, 1.5);
}

TEST(AttributionTest, HelmOnSeveralProcessorsLeavesNoNegativeRest) {
  ReleaseResult release = FullRelease();
  release.user_s = 5;
  EXPECT_EQ(PartsOf(release).rest, 0);
}

TrialResult Trial(std::vector<ReleaseResult> releases, double returned = 2) {
  TrialResult trial = TrialOf({1, 1, kThreadPool}, returned);
  trial.times->pool_s = 0.125;
  trial.times->list_s = 0.25;
  trial.releases = std::move(releases);
  return trial;
}

TEST(CriticalPathTest, GoesBackFromTheLastEnd) {
  // Two at a time: a and b, then c once a has ended, then d once b has.
  const auto path = FindCriticalPath(
      Trial({ReleaseOf("d", 1, 1.5), ReleaseOf("c", 0.75, 1.75),
             ReleaseOf("b", 0.5, 1), ReleaseOf("a", 0.5, 0.75)}));
  ASSERT_TRUE(path);
  EXPECT_THAT(path->releases, ElementsAre(3, 1));
  EXPECT_EQ(path->parts.total, 1.25);
  EXPECT_EQ(path->parts.client_cpu, std::nullopt);
  EXPECT_EQ(path->pool_s, 0.125);
  EXPECT_EQ(path->list_s, 0.25);
  EXPECT_EQ(path->between_s, 0.375);  // of 2 s
}

TEST(CriticalPathTest, TheOneThatEndedLastBeforeIsNext) {
  const auto path =
      FindCriticalPath(Trial({ReleaseOf("a", 0.5, 0.75), ReleaseOf("b", 0.5, 1),
                              ReleaseOf("c", 1.25, 2)}));
  EXPECT_THAT(path->releases, ElementsAre(1, 2));
}

TEST(CriticalPathTest, AllSideBySideIsOneRelease) {
  const auto path = FindCriticalPath(
      Trial({ReleaseOf("a", 0.5, 1.5), ReleaseOf("b", 0.5, 1.25)}));
  EXPECT_THAT(path->releases, ElementsAre(0));
}

TEST(CriticalPathTest, ReleasesThatTookNoTimeEndTheSearchToo) {
  const auto path = FindCriticalPath(Trial(
      {ReleaseOf("a", 1, 1), ReleaseOf("b", 1, 1), ReleaseOf("c", 1, 2)}));
  EXPECT_THAT(path->releases, ElementsAre(0, 1, 2));
}

TEST(CriticalPathTest, NeedsTheTimesOfEveryRelease) {
  EXPECT_FALSE(FindCriticalPath(Trial({})));
  EXPECT_FALSE(FindCriticalPath(Trial({ReleaseOf("a", 0, 1), {}})));
  TrialResult trial = Trial({ReleaseOf("a", 0, 1)});
  trial.times->list_s.reset();
  EXPECT_EQ(FindCriticalPath(trial)->between_s, std::nullopt);
}

Attribution Of(const std::vector<const TrialResult*>& trials) {
  return Attribute(trials);
}

TEST(AttributionTest, SumsAreMediansOverTrials) {
  const TrialResult one = Trial({FullRelease(), FullRelease()}, 3);
  const TrialResult other = Trial({FullRelease()}, 1);
  TrialResult outside = TrialOf({1, 1, kThreadPool}, 2);
  outside.releases = {{.release = {"ns", "a"}}};
  outside.server_s = 0.5;
  const Attribution attribution = Of({&one, &other, &outside});
  EXPECT_EQ(attribution.sums.total, 3);  // of 4 and 2
  EXPECT_EQ(attribution.sums.client_cpu, 0.5625);
  EXPECT_EQ(attribution.server_s, 0.5);
  // The median trial by its time is the outside one.
  EXPECT_FALSE(attribution.path);
}

TEST(AttributionTest, ThePathIsOfTheMedianTrial) {
  const TrialResult fast = Trial({ReleaseOf("a", 0, 1)}, 1);
  const TrialResult slow = Trial({ReleaseOf("a", 0, 3)}, 3);
  const TrialResult middle = Trial({ReleaseOf("a", 0, 2)}, 2);
  EXPECT_EQ(Of({&slow, &fast, &middle}).path->parts.total, 2);
  // The lower one of two.
  EXPECT_EQ(Of({&slow, &fast}).path->parts.total, 1);
}

TEST(AttributionTest, NothingIsKnownOfAnOutsideProgram) {
  TrialResult trial = TrialOf({1, 1, {"python-sequential", 0}}, 1);
  trial.releases = {{.release = {"ns", "a"}}, {.release = {"ns", "b"}}};
  const Attribution attribution = Of({&trial});
  EXPECT_EQ(attribution.sums.start_up, std::nullopt);
  EXPECT_EQ(attribution.sums.client_cpu, std::nullopt);
  EXPECT_EQ(attribution.sums.total, std::nullopt);
  EXPECT_EQ(attribution.server_s, std::nullopt);
  EXPECT_FALSE(attribution.path);
  EXPECT_FALSE(Of({}).path);
}

}  // namespace
}  // namespace bench
