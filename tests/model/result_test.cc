#include "model/result.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <nlohmann/json.hpp>

#include "result_sample.h"
#include "util/error.h"

namespace bench {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Le;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

std::string MessageOf(std::string_view text, const char* file = "r.json") {
  try {
    ParseResult(text, file);
  } catch (const Error& error) {
    return error.what();
  }
  return "nothing was thrown";
}

std::string Journal(const Result& result) {
  std::string text = JournalHeader(result);
  for (const TrialResult& trial : result.trials) text += JournalLine(trial);
  return text;
}

TEST(ResultTest, ReadsBackWhatItWrote) {
  const std::string text = ToJson(SampleResult());
  const Result read = ParseResult(text, "r.json");
  EXPECT_EQ(ToJson(read), text);
  EXPECT_EQ(read.plan.seed, 18446744073709551615u);
  EXPECT_EQ(read.trials[0].releases[0].max_rss_bytes, 54321000);
  EXPECT_EQ(read.trials[3].releases[0].start_s, std::nullopt);
}

TEST(ResultTest, TheMachineIsNamedWhereItIsKnown) {
  Result result = SampleResult();
  EXPECT_THAT(ToJson(result), Not(HasSubstr("\"machine\"")));
  result.environment.machine = "sha256:01";
  EXPECT_EQ(ParseResult(ToJson(result), "r.json").environment.machine,
            "sha256:01");
}

TEST(ResultTest, WhatIsNotOursIsNamedByItsPath) {
  Result result = SampleResult();
  const std::string without = ToJson(result);
  for (const char* key : {"\"file\"", "\"digest\"", "_file\"", "\"named\""}) {
    EXPECT_THAT(without, Not(HasSubstr(key)));
  }
  result.scenario.file = "/home/me/post.json";
  result.scenario.digest = "sha256:01";
  result.cluster.latency_file = "/home/me/kwok.json";
  result.environment.helm.named = true;
  EXPECT_EQ(ToJson(ParseResult(ToJson(result), "r.json")), ToJson(result));
}

TEST(ResultTest, OfOlderResultsOnlyAHelmOfAnotherNameWasNamed) {
  const auto named = [](const char* path, bool stand_in) {
    Result result = SampleResult();
    result.environment.helm = {path, "v3.22.0", stand_in};
    return ParseResult(ToJson(result), "r.json").environment.helm.named;
  };
  EXPECT_TRUE(named("/opt/helm4", false));
  EXPECT_FALSE(named("/opt/helm", false));
  EXPECT_FALSE(named("", false));
  EXPECT_FALSE(named("/build/helm-stand-in", true));
}

TEST(ResultTest, VariantsAreToldApart) {
  Result result = SampleResult();
  StrategySpec variant = {"thread-pool", 5};
  variant.variant = "new";
  variant.helm = "/opt/helm";
  variant.env = {{"HELM_QPS", "-1"}};
  variant.bench = "/old/bench";
  variant.slowdown = 0.25;
  result.scenario.strategies.push_back(variant);
  result.plan.trials[0].strategy = variant;
  result.trials[0].planned.strategy = variant;
  result.environment.variant_helms["new"] = {"/opt/helm", "v4.3.1", false};
  result.environment.variant_benches["new"] = "0.0.9";
  result.criteria.thresholds = {"failures(*)==0"};
  result.criteria.on_inconclusive = OnInconclusive::kFail;
  const Result read = ParseResult(ToJson(result), "r.json");
  EXPECT_EQ(ToJson(read), ToJson(result));
  EXPECT_EQ(read.trials[0].planned.strategy, variant);
  EXPECT_EQ(read.trials[1].planned.strategy, (StrategySpec{"thread-pool", 5}));
}

// Which told neither what kind of thing a strategy is nor which programs but
// Python it needs.
TEST(ResultTest, WhatSchema2DidNotTellIsFilledIn) {
  Result result = SampleResult();
  result.environment.programs = {{"python3", "3.11.2"}};
  const std::string text = ToJson(result);
  auto json = nlohmann::json::parse(text);
  json["schema"] = 2;
  json["environment"].erase("programs");
  json["environment"]["python"] = "3.11.2";
  for (auto& strategy : json["scenario"]["strategies"]) strategy.erase("kind");
  EXPECT_EQ(ToJson(ParseResult(json.dump(), "r.json")), text);
  json["environment"]["python"] = "";
  EXPECT_TRUE(ParseResult(json.dump(), "r.json").environment.programs.empty());
}

// Which did not tell them, since they could not be chosen.
TEST(ResultTest, LimitsWereOffBeforeSchema4) {
  auto json = nlohmann::json::parse(ToJson(SampleResult()));
  json["schema"] = 3;
  json["cluster"].erase("limits");
  const auto limits_of = [&json](const char* kind) {
    json["cluster"]["kind"] = kind;
    return ParseResult(json.dump(), "r.json").cluster.limits;
  };
  EXPECT_EQ(limits_of("kwok"), "off");
  EXPECT_EQ(limits_of("minikube"), "");
  json["cluster"]["limits"] = "on";
  EXPECT_EQ(limits_of("kwok"), "on");
}

// As the first version wrote it, which knew less.
TEST(ResultTest, ReadsSchema1) {
  auto json = nlohmann::json::parse(ToJson(SampleResult()));
  json["schema"] = 1;
  json.erase("criteria");
  for (const char* key : {"uid", "definitions", "other_releases", "limits"}) {
    json["cluster"].erase(key);
  }
  for (const char* key : {"cpu_quota", "governor", "variant_helms",
                          "variant_benches", "charts", "programs"}) {
    json["environment"].erase(key);
  }
  json["environment"]["python"] = "";
  for (const char* key : {"warm_up", "max_blocks", "spare_blocks"}) {
    json["plan"].erase(key);
  }
  for (auto& strategy : json["scenario"]["strategies"]) {
    for (const char* key :
         {"variant", "helm", "env", "bench", "slowdown", "kind"}) {
      strategy.erase(key);
    }
  }
  for (auto& trial : json["trials"]) {
    for (const char* key : {"replaces", "invalid_kind", "machine_stolen",
                            "busy_before", "server_s", "missing", "changed"}) {
      trial.erase(key);
    }
    for (auto& release : trial["releases"]) release.erase("throttled_s");
  }
  const Result read = ParseResult(json.dump(), "r.json");
  EXPECT_EQ(read.plan.max_blocks, 2);
  EXPECT_EQ(read.plan.warm_up, 0);
  EXPECT_TRUE(read.trials[0].valid());
  EXPECT_EQ(read.trials[3].invalid, Invalid::kFailed);
  EXPECT_EQ(read.trials[0].planned.strategy, (StrategySpec{"sequential", 0}));
}

TEST(ResultTest, ATrialOfAnUnknownStrategyIsRefused) {
  auto json = nlohmann::json::parse(ToJson(SampleResult()));
  json["trials"][0]["strategy"] = "other";
  EXPECT_THAT(MessageOf(json.dump()),
              HasSubstr("r.json: not a readable result: strategy \"other\""));
  json["trials"][0]["strategy"] = "sequential";
  json["trials"][0]["invalid_kind"] = "odd";
  EXPECT_THAT(MessageOf(json.dump()), HasSubstr("unknown invalid_kind"));
}

TEST(ResultTest, BytesThatAreNotUtf8AreReplacedNotFatal) {
  EXPECT_THAT(ToJson(SampleResult()), HasSubstr("\xef\xbf\xbd forbidden"));
}

TEST(ResultTest, AJournalReadsAsAResult) {
  const Result sample = SampleResult();
  const Result read = ParseResult(Journal(sample), "r.jsonl");
  EXPECT_EQ(read.trials.size(), sample.trials.size());
  EXPECT_THAT(read.ended_early, HasSubstr("cut off"));
}

TEST(ResultTest, AJournalCutOffAnywhereKeepsEveryWholeLine) {
  const std::string journal = Journal(SampleResult());
  const std::size_t header = journal.find('\n') + 1;
  for (std::size_t size = header; size <= journal.size(); ++size) {
    const std::string cut = journal.substr(0, size);
    const auto lines = std::count(cut.begin(), cut.end(), '\n');
    const Result read = ParseResult(cut, "r.jsonl");
    ASSERT_EQ(read.trials.size(), static_cast<std::size_t>(lines) - 1) << size;
  }
}

TEST(ResultTest, AJournalWithoutItsHeaderIsRefused) {
  EXPECT_THAT(MessageOf("{\"schema\": 1", "r.jsonl"), HasSubstr("cut off"));
  EXPECT_THAT(MessageOf("", "r.jsonl"), HasSubstr("empty"));
}

// The journal of the sample, with another text in the place of line `number`.
std::string WithLine(int number, std::string_view text) {
  std::string journal = Journal(SampleResult());
  std::size_t begin = 0;
  for (int i = 1; i < number; ++i) begin = journal.find('\n', begin) + 1;
  return journal.replace(begin, journal.find('\n', begin) - begin, text);
}

TEST(ResultTest, ALineOfAJournalThatIsNoTrialIsTold) {
  const auto message = [](int number, std::string_view text) {
    return MessageOf(WithLine(number, text), "r.jsonl");
  };
  const auto can_be_deleted = HasSubstr("can be read when this one is deleted");
  EXPECT_THAT(message(3, "{\"block\": ga"),
              AllOf(StartsWith("r.jsonl: not a readable journal: line 3, "
                               "column 11: syntax error"),
                    can_be_deleted));
  EXPECT_THAT(message(3, std::string(50, '\0')),
              AllOf(HasSubstr("line 3, column 1: "), can_be_deleted));
  EXPECT_THAT(
      message(2, "{}"),
      AllOf(HasSubstr("line 2: key 'strategy' not found;"), can_be_deleted));
  EXPECT_THAT(message(3, R"({"strategy": "other", "workers": 0})"),
              AllOf(HasSubstr("line 3: strategy \"other\" with 0 workers is "
                              "none of the scenario's;"),
                    can_be_deleted));
  EXPECT_THAT(message(1, "garbled"),
              AllOf(HasSubstr("line 1, column 1: "),
                    HasSubstr("the first line says what was measured")));
  EXPECT_THAT(message(3, "garbled"), Not(HasSubstr("json.exception")));
}

TEST(ResultTest, AJournalIsReadWithoutALineThatWasDeleted) {
  std::string journal = WithLine(3, "");
  journal.erase(journal.find("\n\n"), 1);
  EXPECT_EQ(ParseResult(journal, "r.jsonl").trials.size(),
            SampleResult().trials.size() - 1);
}

TEST(ResultTest, RefusesWhatIsNotAResult) {
  EXPECT_THAT(MessageOf("[1, 2]"), HasSubstr("not a result"));
  EXPECT_THAT(
      MessageOf("{"),
      HasSubstr("r.json: not a readable result: line 1, column 2: syntax"));
  EXPECT_THAT(MessageOf("{\"schema\": 1}"),
              HasSubstr("not a readable result: key 'version' not found"));
}

// Each would end in a figure that means nothing, or worse.
TEST(ResultTest, ValuesThatMakeNoSenseAreRefused) {
  const auto with = [](const std::function<void(Result&)>& damage) {
    Result result = SampleResult();
    damage(result);
    return MessageOf(ToJson(result));
  };
  EXPECT_THAT(with([](Result& r) { r.trials[0].planned.position = 0; }),
              HasSubstr("no position 0 in a block of 2"));
  EXPECT_THAT(with([](Result& r) { r.trials[0].planned.position = 3; }),
              HasSubstr("no position 3"));
  EXPECT_THAT(with([](Result& r) { r.plan.trials[0].block = -1; }),
              HasSubstr("no block -1"));
  EXPECT_THAT(with([](Result& r) { r.trials[0].releases[0].end_s = 0.05; }),
              HasSubstr("helm-bench-1/redis ends before it starts"));
  EXPECT_THAT(with([](Result& r) { r.criteria.same = -1; }),
              HasSubstr("tolerance"));
  EXPECT_THAT(
      with([](Result& r) { r.scenario.namespace_count = 2'000'000'000; }),
      HasSubstr("2000000000 namespaces"));
  EXPECT_THAT(with([](Result& r) {
                r.scenario.strategies.clear();
                r.plan.trials.clear();
                r.trials.clear();
              }),
              HasSubstr("no strategies"));
}

// Given a valid trial whose clocks cannot have shown that,
// then the file is refused, and the trial is named.
TEST(ResultTest, TimesOfAValidTrialThatCannotBeAreRefused) {
  const auto with = [](const char* clock, const nlohmann::json& time) {
    auto json = nlohmann::json::parse(ToJson(SampleResult()));
    json["trials"][0][clock] = time;
    return MessageOf(json.dump());
  };
  for (const char* clock : {"returned_s", "settled_s"}) {
    for (const double time : {-1., 0., 1e-310, 1e308, 1e7}) {
      EXPECT_THAT(with(clock, time),
                  AllOf(HasSubstr("r.json: not a readable result: block 1, "),
                        HasSubstr(fmt::format("{} of a valid trial is {:g}",
                                              clock, time)),
                        HasSubstr("from a nanosecond to 30 days")));
    }
    EXPECT_EQ(with(clock, 1e-9), "nothing was thrown");
    EXPECT_EQ(with(clock, 86400), "nothing was thrown");
  }
  EXPECT_THAT(with("returned_s", nullptr),
              HasSubstr("a valid trial has a returned_s"));
  EXPECT_EQ(with("settled_s", nullptr), "nothing was thrown");
}

TEST(ResultTest, TheTimesOfATrialThatDoesNotCountMayBeAnything) {
  auto json = nlohmann::json::parse(ToJson(SampleResult()));
  json["trials"][0]["valid"] = false;
  json["trials"][0]["invalid_kind"] = "failed";
  json["trials"][0]["returned_s"] = 0;
  EXPECT_EQ(MessageOf(json.dump()), "nothing was thrown");
}

TEST(ResultTest, AnotherSchemaSaysWhichVersionReadsIt) {
  const std::string message =
      MessageOf(R"({"schema": 99, "version": "7.0.0"})");
  EXPECT_THAT(message, HasSubstr("schema 99"));
  EXPECT_THAT(message, HasSubstr("7.0.0"));
}

TEST(ResultTest, AReasonIsShortAndTheWholeIsBesideIt) {
  TrialResult trial = SampleResult().trials[3];
  trial.invalid_reason = "short";
  ShortenReason(trial);
  EXPECT_EQ(trial.invalid_reason, "short");
  EXPECT_EQ(trial.whole_reason, "");

  const std::string whole = "begin" + std::string(300'000, 'x') + "end";
  trial.invalid_reason = whole;
  ShortenReason(trial);
  EXPECT_THAT(trial.invalid_reason, SizeIs(Le(1000)));
  EXPECT_EQ(trial.whole_reason, whole);
  ShortenReason(trial);
  EXPECT_EQ(trial.whole_reason, whole);

  Result result = SampleResult();
  EXPECT_THAT(ToJson(result), Not(HasSubstr("whole_reason")));
  result.trials[3] = trial;
  EXPECT_EQ(ToJson(ParseResult(ToJson(result), "r.json")), ToJson(result));
}

// Those that older versions wrote hold up nobody, either.
TEST(ResultTest, ALongReasonIsShortenedWhereItIsRead) {
  Result result = SampleResult();
  const std::string whole(300'000, 'x');
  result.trials[3].invalid_reason = whole;
  const Result read = ParseResult(ToJson(result), "r.json");
  EXPECT_THAT(read.trials[3].invalid_reason, SizeIs(Le(1000)));
  EXPECT_EQ(read.trials[3].whole_reason, whole);
}

TEST(ResultTest, AMissingFileIsNamed) {
  EXPECT_THROW(LoadResult("/does/not/exist.json"), Error);
  EXPECT_THROW(LoadResult("/"), Error);
}

}  // namespace
}  // namespace bench
