#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pugixml.hpp>

#include "export/formats.h"
#include "export_sample.h"
#include "golden.h"
#include "threshold/check_result.h"

namespace bench {
namespace {

using testing::HasSubstr;

// As a parser sees it.
struct Exported {
  pugi::xml_document document;
  pugi::xml_node suite;

  explicit Exported(const Result& result,
                    std::span<const CheckResult> checks = {}) {
    const std::string text = ExportJunit(Analyze({result}), checks);
    EXPECT_TRUE(document.load_string(text.c_str())) << text;
    suite = document.child("testsuites").child("testsuite");
  }

  pugi::xml_node Case(const std::string& name) const {
    return suite.find_child_by_attribute("testcase", "name", name.c_str());
  }
};

TEST(ExportJunitTest, IsTheGoldenFile) {
  ExpectGolden("exports/sample.junit.xml",
               ExportJunit(Analyze({SampleRun()}), SampleChecks()));
  ExpectGolden("exports/hostile.junit.xml",
               ExportJunit(Analyze({HostileRun()}), {}));
}

TEST(ExportJunitTest, ThresholdsAndStrategiesAreTestCases) {
  const auto checks = SampleChecks();
  const Exported exported(SampleRun(), checks);
  EXPECT_STREQ(exported.suite.attribute("tests").value(), "6");
  EXPECT_STREQ(exported.suite.attribute("failures").value(), "2");
  EXPECT_STREQ(exported.suite.attribute("skipped").value(), "1");
  EXPECT_TRUE(exported.Case(checks[1].name).child("failure"));
  EXPECT_TRUE(exported.Case(checks[2].name).child("skipped"));
  EXPECT_FALSE(exported.Case("sequential").first_child());
}

TEST(ExportJunitTest, AnUndecidedThresholdFailsWhereItMust) {
  Result result = SampleRun();
  result.criteria.on_inconclusive = OnInconclusive::kFail;
  const auto checks = SampleChecks();
  const Exported exported(result, checks);
  EXPECT_TRUE(exported.Case(checks[2].name).child("failure"));
  EXPECT_STREQ(exported.suite.attribute("skipped").value(), "0");
}

TEST(ExportJunitTest, AStrategyFailsWithItsReasons) {
  Result result = SampleRun();
  for (TrialResult& trial : result.trials) {
    if (trial.invalid == Invalid::kNo) continue;
    trial.invalid = Invalid::kEndState;
    trial.end_state.missing = {"Namespace x"};
    trial.end_state.changed = {"Secret y"};
  }
  const Exported exported(result);
  const auto failure = exported.Case("process-pool@5").child("failure");
  EXPECT_STREQ(failure.attribute("type").value(), "end state");
  for (const char* words : {"block 5: ", "left over: Secret helm-bench-1/redis",
                            "missing: Namespace x", "changed: Secret y"}) {
    EXPECT_THAT(failure.text().get(), HasSubstr(words));
  }
}

TEST(ExportJunitTest, ADisturbedTrialIsNoFaultOfTheStrategy) {
  Result result = OneBlock();
  for (TrialResult& trial : result.trials) {
    trial.invalid = Invalid::kDisturbed;
  }
  const Exported exported(result);
  EXPECT_FALSE(exported.Case("sequential").child("failure"));
  EXPECT_TRUE(exported.Case("sequential").child("skipped"));
}

TEST(ExportJunitTest, OneStrategyIsOneTestCase) {
  EXPECT_STREQ(Exported(OneStrategy()).suite.attribute("tests").value(), "1");
}

TEST(ExportJunitTest, NothingValidFailsThroughout) {
  EXPECT_STREQ(Exported(NothingValid()).suite.attribute("failures").value(),
               "3");
}

}  // namespace
}  // namespace bench
