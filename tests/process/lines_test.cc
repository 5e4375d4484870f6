#include "process/lines.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

#include "process/subprocess_runner.h"

namespace bench {
namespace {

using testing::ElementsAre;

class LinesTest : public testing::Test {
 protected:
  std::vector<std::string> lines_;
  OnLine on_line_ = [this](std::string_view line) {
    lines_.emplace_back(line);
  };
};

TEST_F(LinesTest, JoinsPiecesToLines) {
  LineSplitter splitter(on_line_);
  splitter.Feed("on");
  splitter.Feed("e\n\ntwo\nth");
  EXPECT_THAT(lines_, ElementsAre("one", "", "two"));
  splitter.Feed("ree");
  splitter.Finish();
  splitter.Finish();
  EXPECT_THAT(lines_, ElementsAre("one", "", "two", "three"));
}

TEST_F(LinesTest, ComeWhileTheChildRuns) {
  // Given a child that only ends when it is stopped after its first line.
  std::stop_source stop;
  SubprocessRunner runner;
  const Outcome outcome =
      runner.RunLines({.argv = {"/bin/sh", "-c", "echo one; exec sleep 1000"}},
                      stop.get_token(), [&](std::string_view line) {
                        on_line_(line);
                        stop.request_stop();
                      });
  EXPECT_THAT(lines_, ElementsAre("one"));
  EXPECT_EQ(outcome.ending, Ending(Stopped{}));
  EXPECT_EQ(outcome.out, "one\n");
}

TEST_F(LinesTest, ComeAtTheEndFromARunnerThatCannotDoBetter) {
  class Canned : public CommandRunner {
    Outcome Run(const Command&, std::stop_token) override {
      return {.out = "one\ntwo"};
    }
  };
  Canned runner;
  runner.RunLines({}, {}, on_line_);
  EXPECT_THAT(lines_, ElementsAre("one", "two"));
}

}  // namespace
}  // namespace bench
