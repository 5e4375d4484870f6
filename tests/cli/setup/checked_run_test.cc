#include "cli/setup/checked_run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "util/error.h"
#include "util/temporary_folder.h"

namespace bench {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class ChosenScenarioTest : public testing::Test {
 protected:
  ChosenScenarioTest() {
    options_.scenario = folder_.path() / "scenario.json";
    std::ofstream(options_.scenario) << R"({
      "name": "test",
      "charts": [{"name": "a", "oci": "oci://registry.example.com/a"}],
      "strategies": [{"name": "sequential"}, {"name": "thread-pool"},
                     {"name": "thread-pool", "workers": 16}],
      "workers": 5
    })";
  }

  std::vector<std::string> Labels() const {
    std::vector<std::string> labels;
    for (const StrategySpec& strategy : ChosenScenario(options_).strategies) {
      labels.push_back(strategy.Label());
    }
    return labels;
  }

  TemporaryFolder folder_;
  Options options_;
};

TEST_F(ChosenScenarioTest, WorkersAreThoseOfPoolsThatNameNone) {
  EXPECT_THAT(Labels(),
              ElementsAre("sequential", "thread-pool@5", "thread-pool@16"));
  options_.workers = 8;
  EXPECT_THAT(Labels(),
              ElementsAre("sequential", "thread-pool@8", "thread-pool@16"));
  options_.strategies = {"process-pool", "process-pool@2"};
  EXPECT_THAT(Labels(), ElementsAre("process-pool@8", "process-pool@2"));
}

TEST_F(ChosenScenarioTest, AgainstItselfItIsThereTwice) {
  options_.against_itself = true;
  EXPECT_THAT(Labels(), ElementsAre("sequential", "again"));
  options_.slowdown = .25;
  EXPECT_THAT(Labels(), ElementsAre("sequential", "slowed"));
  EXPECT_EQ(ChosenScenario(options_).strategies.back().slowdown, .25);
  options_.strategies = {"sequential", "thread-pool"};
  EXPECT_THROW(ChosenScenario(options_), Error);
}

TEST_F(ChosenScenarioTest, APlanMayNotBeExtendedToLess) {
  options_.runs = 12;
  options_.max_runs = 6;
  try {
    MakePlan(ChosenScenario(options_), options_);
    FAIL();
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), HasSubstr("--max-runs 6: less than the 12"));
  }
}

}  // namespace
}  // namespace bench
