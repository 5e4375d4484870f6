#include "strategy/strategy_wire.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "process/subprocess_runner.h"

namespace bench {
namespace {

using testing::HasSubstr;

template <typename Call>
std::string ErrorOf(const Call& call) {
  try {
    call();
  } catch (const Error& error) {
    return error.what();
  }
  return "nothing was thrown";
}

class StrategyWireTest : public testing::Test {
 protected:
  std::string RequestError(std::string_view json) {
    return ErrorOf([&] { DecodeRequest(json, runner_, {}); });
  }

  SubprocessRunner runner_;
};

TEST_F(StrategyWireTest, ARequestComesThroughWhole) {
  StrategyContext context{.runner = runner_};
  context.namespaces = {"a", "b"};
  context.helm.path = "/bin/helm";
  context.helm.version = "v3.22.0";
  context.helm.major = 3;
  context.helm.stand_in = true;
  context.environment = {{"K", "v \"quoted\""}};
  context.timeout_s = 1.5;
  context.workers = 7;
  context.kubeconfig = "/kubeconfig";
  context.programs = {{"python3", "/usr/bin/python3"}};
  context.scripts = "/scripts";
  const std::string json = EncodeRequest("thread-pool", context);
  EXPECT_EQ(json.find('\n'), json.size() - 1);
  const StrategyRequest request = DecodeRequest(json, runner_, {});
  EXPECT_EQ(request.strategy, "thread-pool");
  EXPECT_EQ(EncodeRequest(request.strategy, request.context), json);
  EXPECT_EQ(request.context.helm.path, "/bin/helm");
  EXPECT_EQ(request.context.environment.at("K"), "v \"quoted\"");
}

TEST_F(StrategyWireTest, ARunComesThroughWhole) {
  StrategyRun run;
  run.begin = Clock::now();
  run.returned = run.begin + std::chrono::milliseconds(1500);
  run.times = {1.5, 0.25, 1.0, 0.125, std::nullopt};
  run.harness_cpu = {0.5, 0.75};
  run.failure = "the pool broke";
  run.releases = {{.release = {"a", "redis"},
                   .start_s = 0.5,
                   .exit_code = 1,
                   .error = "no \xff"}};
  const std::string json = EncodeRun(run);
  const StrategyRun read = DecodeRun(json, {});
  EXPECT_EQ(read.begin, run.begin);
  EXPECT_EQ(read.returned, run.returned);
  EXPECT_EQ(read.times.returned_s, 1.5);
  EXPECT_EQ(read.times.pool_s, 0.125);
  EXPECT_EQ(read.harness_cpu.workers_s, 0.75);
  EXPECT_EQ(read.failure, "the pool broke");
  ASSERT_EQ(read.releases.size(), 1u);
  EXPECT_EQ(read.releases[0].exit_code, 1);
  EXPECT_EQ(EncodeRun(read), json);
}

// As a runner on another machine has it, whose clock is not ours.
TEST_F(StrategyWireTest, ARunWithoutAClockReadingHasReturnedWhenItWasTold) {
  StrategyRun run;
  run.times.returned_s = 1.5;
  auto json = nlohmann::json::parse(EncodeRun(run));
  json.erase("begin_ns");
  const auto told = Clock::now();
  const StrategyRun read = DecodeRun(json.dump(), told);
  EXPECT_EQ(read.returned, told);
  EXPECT_EQ(read.begin, told - std::chrono::milliseconds(1500));
}

TEST_F(StrategyWireTest, AnotherProtocolIsRefused) {
  EXPECT_EQ(DecodeProtocol(EncodeProtocol("1.2.3")), "1.2.3");
  EXPECT_THAT(
      ErrorOf([] { DecodeProtocol(R"({"protocol": 4, "version": "9"})"); }),
      HasSubstr("it speaks protocol 4, of bench 9, instead of 2: needs a newer "
                "version of this program"));
  EXPECT_THAT(
      ErrorOf([] { DecodeProtocol(R"({"protocol": 1, "version": "0.1.0"})"); }),
      HasSubstr("it speaks protocol 1, of bench 0.1.0, instead of 2: needs "
                "bench 0.2.0 or newer"));
  EXPECT_THAT(RequestError(R"({"protocol": 0})"), HasSubstr("protocol 0"));
}

TEST_F(StrategyWireTest, AnOlderProgramIsAskedWhatItHasWordsFor) {
  const char* older = R"({"protocol": 2, "version": "0.2.0"})";
  EXPECT_EQ(DecodeProtocol(older, ProtocolFor(StrategyKind::kHelm)), "0.2.0");
  EXPECT_EQ(DecodeProtocol(older, ProtocolFor("")), "0.2.0");
  EXPECT_THAT(
      ErrorOf(
          [&] { DecodeProtocol(older, ProtocolFor(StrategyKind::kNative)); }),
      HasSubstr("it speaks protocol 2, of bench 0.2.0, instead of 3: needs "
                "bench 0.3.0 or newer"));
}

TEST_F(StrategyWireTest, WhatIsNoMessageIsRefused) {
  for (const char* text : {"", "{", "[]", "{}", "1", R"({"protocol": 2})"}) {
    EXPECT_NE(RequestError(text), "nothing was thrown") << text;
    EXPECT_NE(ErrorOf([&] { DecodeRun(text, {}); }), "nothing was thrown")
        << text;
    EXPECT_NE(ErrorOf([&] { DecodeProtocol(text); }), "nothing was thrown")
        << text;
  }
}

}  // namespace
}  // namespace bench
