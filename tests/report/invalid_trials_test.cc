#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/sentences.h"
#include "result_sample.h"

namespace bench {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

Result Three() { return ResultOf({kSequential}, {{1}, {1}, {1}}); }

TEST(InvalidTrialsTest, NoneAreNoLines) {
  EXPECT_THAT(InvalidTrialLines(Three()), IsEmpty());
}

TEST(InvalidTrialsTest, TheyAreGroupedByKindWithTheirObjects) {
  Result result = Three();
  result.trials[0].invalid = Invalid::kDisturbed;
  result.trials[0].invalid_reason = "12 % of the machine was given to others";
  result.trials[1].invalid = Invalid::kEndState;
  result.trials[1].invalid_reason = "1 object left over";
  result.trials[1].leftovers = {"ConfigMap ns/a"};
  result.trials[1].end_state = {{"Secret ns/b", "Secret ns/c"},
                                {"Service ns/d (finalizers)"}};
  result.trials[2].invalid = Invalid::kFailed;
  result.trials[2].planned.block = kWarmUpBlock;
  result.trials[2].invalid_reason = "uninstall of ns/a: forbidden";
  EXPECT_THAT(
      InvalidTrialLines(result),
      ElementsAre("1 trial, failed:",
                  "  warm-up, sequential: uninstall of ns/a: forbidden",
                  "1 trial, left another end state than expected:",
                  "  block 2, sequential: 1 object left over",
                  "    left over: ConfigMap ns/a", "    missing: Secret ns/b",
                  "    missing: Secret ns/c",
                  "    changed: Service ns/d (finalizers)",
                  "1 trial, disturbed from outside:",
                  "  block 1, sequential: 12 % of the machine was given to "
                  "others"));
}

TEST(InvalidTrialsTest, LongListsAreCutAndCounted) {
  Result result = ResultOf({kSequential}, std::vector(7, std::vector{1.0}));
  for (TrialResult& trial : result.trials) trial.invalid = Invalid::kFailed;
  for (int i = 0; i < 12; ++i) {
    result.trials[0].leftovers.push_back(fmt::format("Secret ns/{}", i));
  }
  const auto lines = InvalidTrialLines(result);
  EXPECT_THAT(lines, SizeIs(1 + 5 + 11 + 1));
  EXPECT_THAT(lines, Contains("7 trials, failed:"));
  EXPECT_THAT(lines, Contains("    left over: 2 more, in the result file"));
  EXPECT_EQ(lines.back(), "  2 more, in the result file");
}

}  // namespace
}  // namespace bench
