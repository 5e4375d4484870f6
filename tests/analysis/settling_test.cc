#include "analysis/settling.h"

#include <gtest/gtest.h>

#include "result_sample.h"

namespace bench {
namespace {

Result Settling(std::vector<Going> going) {
  Result result = RatiosOf({kSequential, kThreadPool}, {0.5, 0.5});
  for (TrialResult& trial : result.trials) {
    trial.times->settled_s = 4;
    trial.going = going;
  }
  return result;
}

TEST(SettlingTest, TheKindThatWentLastIsTheLimit) {
  const Analysis analysis = Analyze({Settling({
      {.kind = "ReplicaSet",
       .objects = 1,
       .last = "ReplicaSet a/w",
       .until_s = 2},
      {.kind = "Pod", .objects = 2, .last = "Pod a/w-1", .until_s = 4},
  })});
  const auto settling = SettlingOf(analysis, kSequential);
  ASSERT_TRUE(settling);
  EXPECT_EQ(settling->limit, SettleLimit::kPods);
  EXPECT_EQ(settling->last, "Pod a/w-1");
  EXPECT_EQ(settling->settled_s, 4);
  EXPECT_EQ(settling->after_s, 3);
  EXPECT_EQ(settling->alone_s, 2);
}

TEST(SettlingTest, VolumesAndGarbageAreToldApart) {
  const auto limit = [](const char* kind) {
    const Analysis analysis = Analyze(
        {Settling({{.kind = kind, .objects = 1, .last = "x", .until_s = 4}})});
    return SettlingOf(analysis, kSequential)->limit;
  };
  EXPECT_EQ(limit("PersistentVolumeClaim"), SettleLimit::kVolumes);
  EXPECT_EQ(limit("EndpointSlice"), SettleLimit::kGarbage);
  EXPECT_EQ(limit("Widget"), SettleLimit::kOther);
}

TEST(SettlingTest, IsUnknownWhereNothingWasRecorded) {
  EXPECT_FALSE(SettlingOf(Analyze({Settling({})}), kSequential));
}

}  // namespace
}  // namespace bench
