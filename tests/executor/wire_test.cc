#include "executor/wire.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace bench {
namespace {

using testing::HasSubstr;

TEST(WireTest, ACommandArrivesAsItWas) {
  const Command command{.argv = {"/bin/echo", "a\nb", "\"ü\"", ""},
                        .env = {{"A", ""}, {"B", "b=c"}},
                        .timeout = std::chrono::milliseconds(1500)};
  const std::string line = EncodeRun(command);
  EXPECT_EQ(line.find('\n'), line.size() - 1);
  const WorkerOrder order = DecodeOrder(line);
  EXPECT_FALSE(order.stop);
  EXPECT_EQ(order.run, Task(command));
  EXPECT_TRUE(DecodeOrder(EncodeStop()).stop);
}

TEST(WireTest, WorkArrivesAsItWas) {
  const Task work = Work{"uninstall", "{\"name\": \"ü\"}\n"};
  EXPECT_EQ(DecodeOrder(EncodeRun(work)).run, work);
  EXPECT_THROW(EncodeRun(Work{"uninstall", "\xff"}), Error);
}

TEST(WireTest, ACommandThatIsNotUtf8IsRefusedRatherThanChanged) {
  EXPECT_THROW(EncodeRun(Command{.argv = {"/bin/echo", "\xff"}}), Error);
}

TEST(WireTest, AnOutcomeArrivesAsItWas) {
  for (const Ending& ending : {Ending(Exited{3}), Ending(Signaled{15}),
                               Ending(TimedOut{}), Ending(Stopped{})}) {
    const Clock::time_point time(std::chrono::nanoseconds(1234567890123456789));
    const Outcome sent{.ending = ending,
                       .out = "out\n",
                       .err = std::string("e\0rr", 4),
                       .truncated = true,
                       .begin = time,
                       .spawned = time + std::chrono::nanoseconds(1),
                       .exited = time + std::chrono::nanoseconds(2),
                       .user_s = 0.1,
                       .system_s = 1e-6,
                       .max_rss_bytes = std::int64_t{5} << 30};
    const Outcome got = DecodeAnswer(EncodeAnswer({.outcome = sent})).outcome;
    EXPECT_EQ(got.ending, sent.ending);
    EXPECT_EQ(got.out, sent.out);
    EXPECT_EQ(got.err, sent.err);
    EXPECT_EQ(got.truncated, sent.truncated);
    EXPECT_EQ(got.begin, sent.begin);
    EXPECT_EQ(got.spawned, sent.spawned);
    EXPECT_EQ(got.exited, sent.exited);
    EXPECT_EQ(got.user_s, sent.user_s);
    EXPECT_EQ(got.system_s, sent.system_s);
    EXPECT_EQ(got.max_rss_bytes, sent.max_rss_bytes);
  }
}

TEST(WireTest, BytesOfAnOutputThatAreNotUtf8AreReplaced) {
  const Outcome sent{.out =
                         "a\xff\xfe"
                         "b"};
  EXPECT_EQ(DecodeAnswer(EncodeAnswer({.outcome = sent})).outcome.out,
            "a\uFFFD\uFFFDb");
}

TEST(WireTest, ALaunchFailureArrivesAsSuch) {
  const auto error = std::make_exception_ptr(LaunchError("no such file"));
  const TaskResult result = DecodeAnswer(EncodeAnswer({.error = error}));
  ASSERT_TRUE(result.error);
  EXPECT_THROW(std::rethrow_exception(result.error), LaunchError);
}

TEST(WireTest, WhatIsNoMessageIsShownInTheError) {
  for (const char* line : {"hello", "{}", "[]", "3", "{\"outcome\": {}}",
                           "{\"run\": {\"argv\": 3}}", ""}) {
    EXPECT_THROW(DecodeAnswer(line), Error) << line;
    EXPECT_THROW(DecodeOrder(line), Error) << line;
  }
  try {
    DecodeAnswer(std::string(1000, 'x'));
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), HasSubstr("xxx"));
    EXPECT_LT(std::string(error.what()).size(), 200u);
  }
}

}  // namespace
}  // namespace bench
