#include "executor/future.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <thread>

#include "executor/as_completed.h"

namespace bench {
namespace {

using std::chrono::milliseconds;

TEST(FutureTest, GoesFromPendingToRunningToDone) {
  Promise<int> promise;
  Future<int> future = promise.future();
  EXPECT_FALSE(future.Running());
  EXPECT_FALSE(future.Done());
  EXPECT_FALSE(future.WaitFor(milliseconds(1)));
  EXPECT_TRUE(promise.Start());
  EXPECT_TRUE(future.Running());
  EXPECT_FALSE(future.Cancel());
  promise.SetValue(7);
  EXPECT_TRUE(future.Done());
  EXPECT_FALSE(future.Running());
  EXPECT_TRUE(future.WaitFor(milliseconds(0)));
  EXPECT_EQ(future.Get(), 7);
  EXPECT_FALSE(future.error());
}

TEST(FutureTest, ACancelledTaskMustNotStart) {
  Promise<int> promise;
  EXPECT_TRUE(promise.future().Cancel());
  EXPECT_FALSE(promise.Start());
  EXPECT_TRUE(promise.future().Cancelled());
  EXPECT_THROW(promise.future().Get(), CancelledError);
}

TEST(FutureTest, GetRethrowsTheErrorEveryTime) {
  Promise<int> promise;
  promise.Start();
  promise.SetError(std::make_exception_ptr(std::out_of_range("far")));
  EXPECT_THROW(promise.future().Get(), std::out_of_range);
  EXPECT_THROW(promise.future().Get(), std::out_of_range);
}

TEST(FutureTest, GetOfATemporaryOutlivesIt) {
  auto promise = std::make_unique<Promise<std::string>>();
  promise->Start();
  promise->SetValue(std::string(100, 'x'));
  const std::string& value = promise->future().Get();
  promise.reset();
  EXPECT_EQ(value, std::string(100, 'x'));
}

TEST(FutureTest, ManyThreadsMayWait) {
  Promise<int> promise;
  promise.Start();
  std::vector<std::jthread> waiters;
  for (int i = 0; i < 4; ++i) {
    waiters.emplace_back(
        [future = promise.future()] { EXPECT_EQ(future.Get(), 7); });
  }
  promise.SetValue(7);
}

TEST(AsCompletedTest, YieldsInTheOrderInWhichTheyFinish) {
  std::vector<Promise<int>> promises(4);
  std::vector<Future<int>> futures;
  for (auto& promise : promises) futures.push_back(promise.future());
  promises[2].Start();
  promises[2].SetValue(2);
  AsCompleted completed(futures);
  futures[0].Cancel();
  promises[3].Start();
  promises[3].SetError(std::make_exception_ptr(std::out_of_range("far")));
  EXPECT_EQ(completed.Next(), futures[2]);
  EXPECT_EQ(completed.Next(), futures[0]);
  EXPECT_EQ(completed.Next(), futures[3]);
  std::jthread later([&] {
    promises[1].Start();
    promises[1].SetValue(1);
  });
  EXPECT_EQ(completed.Next(), futures[1]);
  EXPECT_EQ(completed.Next(), std::nullopt);
  EXPECT_EQ(completed.Next(), std::nullopt);
}

TEST(AsCompletedTest, OfNothingIsOverAtOnce) {
  for (const auto& future : AsCompleted(std::vector<Future<int>>())) {
    FAIL() << future.Get();
  }
}

TEST(AsCompletedTest, MayBeLeftBeforeTheEnd) {
  Promise<int> promise;
  {
    const AsCompleted left(std::vector{promise.future()});
  }
  promise.Start();
  promise.SetValue(1);
  EXPECT_EQ(promise.future().Get(), 1);
}

}  // namespace
}  // namespace bench
