#include "model/strategy_spec.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "util/error.h"

namespace bench {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

std::string ParseErrorOf(std::string_view text) {
  try {
    ParseStrategySpec(text);
  } catch (const Error& error) {
    return error.what();
  }
  return "nothing was thrown";
}

TEST(StrategySpecTest, IsANameOrANameWithWorkers) {
  EXPECT_EQ(ParseStrategySpec("sequential"), StrategySpec{"sequential"});
  EXPECT_EQ(ParseStrategySpec("thread-pool@8"),
            (StrategySpec{"thread-pool", 8}));
  EXPECT_EQ(ParseStrategySpec("thread-pool@1024").Label(), "thread-pool@1024");
  EXPECT_EQ(ParseStrategySpec("sequential").Label(), "sequential");
}

TEST(StrategySpecTest, RefusesWhatIsNoNumberOfWorkers) {
  for (const char* text :
       {"p@0", "p@-1", "p@1025", "p@1000000000", "p@99999999999999999999",
        "p@x", "p@", "p@ 3", "p@3x", "p@+3", "p@3@3", "@3", ""}) {
    EXPECT_THAT(ParseErrorOf(text),
                HasSubstr(std::string("strategy \"") + text + "\": expected"));
  }
}

TEST(StrategySpecTest, AVariantHasALabelAndSettings) {
  const StrategySpec spec = ParseStrategySpec(
      "new=thread-pool@8,helm=/opt/helm 4,env:HELM_QPS=-1,env:EMPTY=,"
      "env:EQUAL=a=b,bench=../old/build/bench");
  EXPECT_EQ(spec.Label(), "new");
  EXPECT_EQ(spec.name, "thread-pool");
  EXPECT_EQ(spec.workers, 8);
  EXPECT_EQ(spec.helm, "/opt/helm 4");
  EXPECT_EQ(spec.bench, "../old/build/bench");
  EXPECT_THAT(spec.env, ElementsAre(Pair("EMPTY", ""), Pair("EQUAL", "a=b"),
                                    Pair("HELM_QPS", "-1")));
  EXPECT_EQ(ParseStrategySpec("b.2_x-Y=sequential").Label(), "b.2_x-Y");
}

TEST(StrategySpecTest, PathsOfProgramsBeginFromAFolder) {
  StrategySpec spec =
      ParseStrategySpec("new=sequential,helm=./helm4,bench=../old/bench");
  FindProgramsFrom("/home/me", spec);
  EXPECT_EQ(spec.helm, "/home/me/helm4");
  EXPECT_EQ(spec.bench, "/home/old/bench");
  FindProgramsFrom("/elsewhere", spec);
  EXPECT_EQ(spec.helm, "/home/me/helm4");
  EXPECT_EQ(spec.bench, "/home/old/bench");
}

TEST(StrategySpecTest, ANameOnPathIsNoPath) {
  StrategySpec spec = ParseStrategySpec("new=sequential,helm=helm4,bench=old");
  FindProgramsFrom("/home/me", spec);
  EXPECT_EQ(spec.helm, "helm4");
  EXPECT_EQ(spec.bench, "/home/me/old");
  StrategySpec plain = ParseStrategySpec("sequential");
  FindProgramsFrom("/home/me", plain);
  EXPECT_EQ(plain, ParseStrategySpec("sequential"));
}

TEST(StrategySpecTest, AsTextItReadsBackAsTheSame) {
  for (const char* text :
       {"sequential", "thread-pool@8", "b.2_x-Y=sequential",
        "new=thread-pool@8,helm=/opt/helm 4,env:EMPTY=,env:HELM_QPS=-1,"
        "bench=../old/build/bench,uninstaller=native"}) {
    EXPECT_EQ(ToText(ParseStrategySpec(text)), text);
  }
}

TEST(StrategySpecTest, RefusesWhatIsNoVariant) {
  EXPECT_THAT(ParseErrorOf("=sequential"), HasSubstr("expected a label"));
  EXPECT_THAT(ParseErrorOf("a/b=sequential"), HasSubstr("expected a label"));
  EXPECT_THAT(ParseErrorOf("a="), HasSubstr("expected NAME"));
  EXPECT_THAT(ParseErrorOf("sequential,helm=x"),
              HasSubstr("a label of its own"));
  EXPECT_THAT(ParseErrorOf("a=sequential,hlem=x"),
              HasSubstr("did you mean \"helm\"?"));
  EXPECT_THAT(ParseErrorOf("a=sequential,helm="),
              HasSubstr("helm= needs a path"));
  EXPECT_THAT(ParseErrorOf("a=sequential,bench"),
              HasSubstr("bench= needs a path"));
  EXPECT_THAT(ParseErrorOf("a=sequential,uninstaller=kubectl"),
              HasSubstr("uninstaller=kubectl: there are helm and native"));
  EXPECT_THAT(ParseErrorOf("a=sequential,helm=x,helm=y"), HasSubstr("twice"));
  EXPECT_THAT(ParseErrorOf("a=sequential,env:A=1,env:A=2"), HasSubstr("twice"));
  EXPECT_THAT(ParseErrorOf("a=sequential,env:KUBECONFIG=/mine"),
              HasSubstr("KUBECONFIG is the harness's to choose"));
  EXPECT_THAT(ParseErrorOf("a=sequential,env:HELM_KUBECONTEXT=mine"),
              HasSubstr("harness's"));
  EXPECT_THAT(ParseErrorOf("a=sequential,env:=1"),
              HasSubstr("expected env:NAME=VALUE"));
  EXPECT_THAT(ParseErrorOf("a=sequential,env:A"),
              HasSubstr("expected env:NAME=VALUE"));
  EXPECT_THAT(ParseErrorOf("a=sequential,env:1A=x"),
              HasSubstr("expected env:NAME=VALUE"));
  EXPECT_THAT(ParseErrorOf(std::string(64, 'a') + "=sequential"),
              HasSubstr("expected a label"));
}

TEST(StrategySpecTest, TheSameWorkIsItWhateverItIsCalled) {
  const StrategySpec plain = ParseStrategySpec("thread-pool@5");
  StrategySpec slowed = ParseStrategySpec("slowed=thread-pool@5");
  slowed.slowdown = 0.25;
  EXPECT_TRUE(SameWork(plain, slowed));
  EXPECT_FALSE(SameWork(plain, ParseStrategySpec("thread-pool@6")));
  EXPECT_FALSE(SameWork(plain, ParseStrategySpec("a=thread-pool@5,helm=x")));
  EXPECT_FALSE(SameWork(plain, ParseStrategySpec("a=thread-pool@5,env:A=1")));
}

}  // namespace
}  // namespace bench
