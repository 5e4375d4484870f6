#include "uninstaller/native/flow_limit.h"

#include <gtest/gtest.h>

#include <vector>

#include "util/async.h"

namespace bench {
namespace {

using std::chrono::milliseconds;

/// A round of answers, each as late, one after the other.
Clock::time_point Round(FlowLimit& limit, Clock::time_point now,
                        Clock::duration latency, Clock::duration apart) {
  const int answers = limit.limit();
  for (int i = 0; i < answers; ++i) {
    Spawn([](FlowLimit& flow) -> Async<void> { co_await flow.Enter(); }(limit));
  }
  for (int i = 0; i < answers; ++i) {
    now += apart;
    limit.Leave(now - latency, now, /*refused=*/false);
  }
  return now;
}

void Refuse(FlowLimit& limit) {
  Spawn([](FlowLimit& flow) -> Async<void> { co_await flow.Enter(); }(limit));
  limit.Leave(Clock::now(), Clock::now(), /*refused=*/true);
}

Async<void> Note(FlowLimit& limit, std::vector<int>& order, int number) {
  co_await limit.Enter();
  order.push_back(number);
}

TEST(FlowLimitTest, LetsInAsManyAsItsCeilingAndTheOthersInTheirOrder) {
  FlowLimit limit(2);
  std::vector<int> order;
  for (int i = 0; i < 4; ++i) Spawn(Note(limit, order, i));
  EXPECT_EQ(order, (std::vector{0, 1}));
  limit.Leave(Clock::now(), Clock::now(), false);
  EXPECT_EQ(order, (std::vector{0, 1, 2}));
  EXPECT_EQ(limit.in_flight(), 2);
  limit.Leave(Clock::now(), Clock::now(), false);
  EXPECT_EQ(order, (std::vector{0, 1, 2, 3}));
}

TEST(FlowLimitTest, ARefusalHalvesItOnceForAllThatWereSentTogether) {
  FlowLimit limit(32);
  Refuse(limit);
  EXPECT_EQ(limit.limit(), 16);
  Refuse(limit);
  EXPECT_EQ(limit.limit(), 16);
}

TEST(FlowLimitTest, NeverFallsBelowTwo) {
  FlowLimit limit(4);
  for (int i = 0; i < 100; ++i) Refuse(limit);
  EXPECT_EQ(limit.limit(), 2);
}

TEST(FlowLimitTest, RisesByOneWithEachRoundUpToItsCeiling) {
  FlowLimit limit(8);
  Refuse(limit);
  ASSERT_EQ(limit.limit(), 4);
  Clock::time_point now = Clock::now();
  for (const int expected : {5, 6, 7, 8, 8}) {
    now = Round(limit, now, milliseconds(10), milliseconds(1));
    EXPECT_EQ(limit.limit(), expected);
  }
}

TEST(FlowLimitTest, FallsWhereAnswersComeLaterAndNotMoreOfThem) {
  FlowLimit limit(16);
  Clock::time_point now = Clock::now();
  now = Round(limit, now, milliseconds(10), milliseconds(1));
  now = Round(limit, now, milliseconds(30), milliseconds(1));
  EXPECT_EQ(limit.limit(), 8);
}

TEST(FlowLimitTest, StaysWhereLaterAnswersAreMore) {
  FlowLimit limit(16);
  Clock::time_point now = Clock::now();
  now = Round(limit, now, milliseconds(10), milliseconds(4));
  Round(limit, now, milliseconds(30), milliseconds(1));
  EXPECT_EQ(limit.limit(), 16);
}

}  // namespace
}  // namespace bench
