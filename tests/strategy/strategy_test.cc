#include "strategy/strategy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "util/error.h"

namespace bench {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string MessageOf(std::vector<StrategySpec> specs) {
  try {
    ResolveStrategies(std::move(specs), 5);
  } catch (const Error& error) {
    return error.what();
  }
  return "nothing was thrown";
}

TEST(StrategyTableTest, EveryRowIsWhole) {
  for (const Strategy& strategy : Strategies()) {
    EXPECT_FALSE(strategy.help.empty()) << strategy.name;
    EXPECT_NE(strategy.run, nullptr) << strategy.name;
    EXPECT_EQ(&FindStrategy(strategy.name), &strategy);
  }
}

TEST(StrategyTableTest, ThoseOfOlderResultsAreOfTheSameKind) {
  for (const char* name :
       {"sequential", "thread-pool", "process-pool", "python-sequential",
        "python-thread-pool", "python-process-pool"}) {
    EXPECT_EQ(FindStrategy(name).kind, KindBeforeSchema3(name)) << name;
    EXPECT_EQ(ResolveStrategies({{name}}, 5)[0].kind, KindBeforeSchema3(name));
  }
  EXPECT_EQ(KindBeforeSchema3("python-xargs"), StrategyKind());
}

TEST(StrategyTableTest, AnUnknownNameHasItsNearest) {
  EXPECT_THAT(MessageOf({{"tread-pool", 0}}), HasSubstr("\"thread-pool\"?"));
}

TEST(StrategyTableTest, PoolsThatDoNotSayGetTheScenariosWorkers) {
  EXPECT_THAT(
      ResolveStrategies(
          {{"sequential", 0}, {"thread-pool", 0}, {"thread-pool", 8}}, 5),
      ElementsAre(StrategySpec{"sequential", 0}, StrategySpec{"thread-pool", 5},
                  StrategySpec{"thread-pool", 8}));
}

TEST(StrategyTableTest, OneThatIsNoPoolOfProcessesHasItsOwnNumber) {
  EXPECT_EQ(ResolveStrategies({{"native"}}, 5)[0].workers, 32);
  EXPECT_EQ(ResolveStrategies({{"native", 8}}, 5)[0].workers, 8);
}

TEST(StrategyTableTest, AVariantOnAnExecutorChoosesWhatItUninstallsThrough) {
  StrategySpec spec{"thread-pool"};
  spec.variant = "direct";
  spec.uninstaller = "native";
  EXPECT_EQ(ResolveStrategies({spec}, 5)[0].kind.uninstaller,
            StrategyKind::kNative);
  spec.name = "python-thread-pool";
  EXPECT_THAT(MessageOf({spec}),
              HasSubstr("does not choose what it uninstalls through"));
}

TEST(StrategyTableTest, TheSameTwiceIsRefusedHoweverItIsWritten) {
  EXPECT_THAT(MessageOf({{"thread-pool", 0}, {"thread-pool", 5}}),
              HasSubstr("thread-pool@5 is given twice"));
}

TEST(StrategyTableTest, WorkersForAStrategyWithoutAnyAreRefused) {
  EXPECT_THAT(MessageOf({{"sequential", 3}}), HasSubstr("no workers"));
}

}  // namespace
}  // namespace bench
