#include "util/async.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>
#include <memory>
#include <stdexcept>
#include <string>

namespace bench {
namespace {

using testing::ElementsAre;

/// An event loop: what is told later is told in its order.
class Later {
 public:
  /// Comes back with the value, after all that has been asked for before.
  Callback<std::string> Value(std::string value) {
    return Callback<std::string>([this, value](const auto& done) {
      queue_.push_back([done, value] { done(value); });
    });
  }
  void Run() {
    while (!queue_.empty()) {
      const auto next = std::move(queue_.front());
      queue_.pop_front();
      next();
    }
  }

 private:
  std::deque<std::function<void()>> queue_;
};

Async<std::string> Twice(Later& later, std::string word) {
  const std::string first = co_await later.Value(word);
  const std::string second = co_await later.Value(word);
  co_return first + second;
}

Async<std::string> Fails(Later& later) {
  const std::string why = co_await later.Value("broken");
  throw std::runtime_error(why);
}

template <typename T>
T Await(Later& later, Async<T> work) {
  return RunAsync(std::move(work), [&later] { later.Run(); });
}

TEST(AsyncTest, ComesBackWithItsValue) {
  Later later;
  EXPECT_EQ(Await(later, Twice(later, "a")), "aa");
}

TEST(AsyncTest, ThrowsWhereItIsAwaited) {
  Later later;
  const auto outer = [](Later& where) -> Async<std::string> {
    try {
      co_return co_await Fails(where);
    } catch (const std::runtime_error& error) {
      co_return std::string("caught: ") + error.what();
    }
  };
  EXPECT_EQ(Await(later, outer(later)), "caught: broken");
  EXPECT_THROW(Await(later, Fails(later)), std::runtime_error);
}

TEST(AsyncTest, BeginsNothingBeforeItIsAwaited) {
  Later later;
  {
    [[maybe_unused]] const auto unused = Twice(later, "a");
  }
  later.Run();
}

TEST(AsyncTest, AllOfThemSideBySideInTheirOrder) {
  Later later;
  std::vector<std::string> log;
  const auto logged = [&log](Later& where,
                             std::string word) -> Async<std::string> {
    log.push_back(word + " begins");
    std::string twice = co_await Twice(where, word);
    log.push_back(word + " ends");
    co_return twice;
  };
  std::vector<Async<std::string>> all;
  all.push_back(logged(later, "a"));
  all.push_back(logged(later, "b"));
  EXPECT_THAT(Await(later, WhenAll(std::move(all))), ElementsAre("aa", "bb"));
  EXPECT_THAT(log, ElementsAre("a begins", "b begins", "a ends", "b ends"));
}

TEST(AsyncTest, AllOfNothingIsNothing) {
  Later later;
  EXPECT_TRUE(Await(later, WhenAll(std::vector<Async<std::string>>())).empty());
}

TEST(AsyncTest, WaitsForTheOthersWhenOneThrows) {
  Later later;
  bool ended = false;
  const auto longer = [&ended](Later& where) -> Async<std::string> {
    std::string word = co_await Twice(where, "b");
    word = co_await Twice(where, word);
    ended = true;
    co_return word;
  };
  std::vector<Async<std::string>> all;
  all.push_back(Fails(later));
  all.push_back(longer(later));
  EXPECT_THROW(Await(later, WhenAll(std::move(all))), std::runtime_error);
  EXPECT_TRUE(ended);
}

TEST(AsyncTest, CallbacksMayComeAtOnce) {
  const auto at_once = []() -> Async<int> {
    int sum = 0;
    for (int i = 0; i < 3; ++i) {
      sum += co_await Callback<int>([i](const auto& done) { done(i); });
    }
    co_return sum;
  };
  EXPECT_EQ(RunAsync(at_once(), [] {}), 3);
}

}  // namespace
}  // namespace bench
