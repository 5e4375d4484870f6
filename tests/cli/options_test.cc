#include "cli/options.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <vector>

#include "cli/commands/commands.h"
#include "cli/output/exports.h"
#include "util/error.h"

namespace bench {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

std::optional<Options> Parse(std::vector<const char*> arguments,
                             std::string* said = nullptr) {
  arguments.insert(arguments.begin(), "bench");
  std::ostringstream out;
  auto options =
      ParseOptions(static_cast<int>(arguments.size()), arguments.data(), out);
  if (said != nullptr) *said = out.str();
  return options;
}

std::string MessageOf(std::vector<const char*> arguments) {
  try {
    Parse(std::move(arguments));
  } catch (const Error& error) {
    return error.what();
  }
  return "nothing was thrown";
}

TEST(OptionsTest, ASeedIsAWholeNumberOf64Bits) {
  for (const char* seed :
       {"x", "", "-1", "1.5", "7x", "+1", "18446744073709551616"}) {
    EXPECT_THAT(
        MessageOf({"--scenario", "x", "--seed", seed}),
        HasSubstr(std::string("--seed: expected a whole number from 0 to "
                              "18446744073709551615, got ") +
                  seed));
  }
  EXPECT_EQ(Parse({"--scenario", "x", "--seed", "0"})->seed, 0u);
}

// The options of a --help that it says nothing about: neither behind the option
// nor, where that is long, in the next line.
std::vector<std::string> OptionsWithoutHelp(const std::string& help) {
  constexpr std::size_t kColumn = 28;
  std::vector<std::string> without;
  std::istringstream lines(help);
  for (std::string line; std::getline(lines, line);) {
    const bool follows = line.starts_with(std::string(kColumn, ' '));
    if (follows && !without.empty()) without.pop_back();
    const bool here = line.size() > kColumn && line[kColumn - 1] == ' ';
    if (line.starts_with("  -") && !here) without.push_back(line);
  }
  return without;
}

TEST(OptionsTest, EveryOptionHasHelp) {
  EXPECT_THAT(OptionsWithoutHelp("  -a  \n  --long-name-of-an-option FILE\n" +
                                 std::string(28, ' ') + "Help\n  -b\n"),
              ElementsAre("  -a  ", "  -b"));
  for (std::vector<const char*> arguments : {std::vector<const char*>{},
                                             {"analyze"},
                                             {"compare"},
                                             {"report"},
                                             {"cluster", "up"},
                                             {"cluster", "status"},
                                             {"cluster", "down"},
                                             {"cluster", "clean"},
                                             {"run-strategy"}}) {
    arguments.push_back("--help");
    std::string help;
    EXPECT_FALSE(Parse(arguments, &help));
    EXPECT_THAT(help, HasSubstr("\n  -h,--help "));
    EXPECT_THAT(OptionsWithoutHelp(help), IsEmpty());
  }
  for (const ExportFormat& format : ExportFormats()) {
    EXPECT_STRNE(format.help, "") << format.option;
  }
}

// A gate that nobody heeds must not pass.
TEST(OptionsTest, WhatASubcommandWouldNotHeedIsRefused) {
  const std::vector<std::pair<std::vector<const char*>, std::string>> refused =
      {{{"analyze", "a.json", "--scenario", "x"},
        "./bench analyze does not take --scenario; use the result files of the "
        "scenario"},
       {{"analyze", "a.json", "--aa"},
        "./bench analyze does not take --aa; use --threshold"},
       {{"--cluster", "kwok", "analyze", "a.json"},
        "./bench analyze does not take --cluster ("},
       {{"analyze", "a.json", "--tolerance", "5%"}, "--tolerance; use"},
       {{"analyze", "a.json", "--list-exports"}, "--list-exports"},
       {{"compare", "a", "b", "--export-json", "f"},
        "./bench compare does not take --export-json ("},
       {{"compare", "a", "b", "--report", "f"}, "--report ("},
       {{"compare", "a", "b", "--same", "1%"}, "--same ("},
       {{"compare", "a", "b", "--tolerance", "1%"}, "use --threshold"},
       {{"compare", "a", "b", "--aa"}, "--aa"},
       {{"compare", "a", "b", "--results", "d"}, "use the names of the files"},
       {{"report", "a", "--export-csv", "f"},
        "./bench report does not take --export-csv; use ./bench analyze"},
       {{"report", "a", "--report", "f"}, "use -o FILE"},
       {{"cluster", "status", "--latency", "instant"},
        "./bench cluster status does not take --latency ("},
       {{"cluster", "clean", "--threshold", "x"},
        "./bench cluster clean does not take --threshold"},
       {{"cluster", "up", "--seed", "1"}, "cluster up does not take --seed"}};
  for (const auto& [arguments, words] : refused) {
    EXPECT_THAT(MessageOf(arguments), HasSubstr(words));
  }
}

TEST(OptionsTest, WhatASubcommandHeedsItTakes) {
  EXPECT_EQ(Parse({"report", "a", "--threshold", "x", "--same", "1%",
                   "--on-inconclusive", "fail", "--results", "d"})
                ->criteria.thresholds.front(),
            "x");
  EXPECT_EQ(Parse({"analyze", "a", "--report", "r.html", "--export-csv", "f"})
                ->report_file,
            "r.html");
  EXPECT_EQ(Parse({"cluster", "up", "--limits", "on"})->limits, "on");
  EXPECT_THAT(MessageOf({"--scenario", "x", "--limits", "yes"}),
              HasSubstr("--limits"));
  EXPECT_EQ(Parse({"cluster", "up", "--latency", "instant", "-q"})->latency,
            "instant");
}

TEST(OptionsTest, WhatASubcommandHeedsMayStandOnEitherSideOfIt) {
  const auto options = Parse({"--quiet", "--threshold", "a", "--color", "never",
                              "--export-csv", "f", "analyze", "r.json",
                              "--threshold", "b", "--color", "always"});
  ASSERT_TRUE(options);
  EXPECT_TRUE(options->quiet);
  EXPECT_THAT(options->criteria.thresholds, ElementsAre("a", "b"));
  EXPECT_EQ(options->color, "always");
  EXPECT_EQ(options->exports.at("--export-csv"), "f");
  EXPECT_EQ(Parse({"--results", "d", "report"})->results, "d");
  EXPECT_EQ(Parse({"cluster", "-c", "kwok", "up"})->cluster, "kwok");
}

TEST(OptionsTest, ARunIsReadWhole) {
  const auto options = Parse({"--scenario",   "post",
                              "--cluster",    "context:mine",
                              "--strategy",   "sequential",
                              "--strategy",   "thread-pool@8",
                              "--workers",    "3",
                              "--runs",       "12",
                              "--seed",       "18446744073709551615",
                              "--helm",       "helm4",
                              "--results",    "/r",
                              "--cold-cache", "-q"});
  ASSERT_TRUE(options);
  EXPECT_EQ(options->action, &RunCommand);
  EXPECT_EQ(options->scenario, "post");
  EXPECT_EQ(options->cluster, "context:mine");
  EXPECT_THAT(options->strategies, ElementsAre("sequential", "thread-pool@8"));
  EXPECT_EQ(options->workers, 3);
  EXPECT_EQ(options->runs, 12);
  EXPECT_EQ(options->seed, 18446744073709551615u);
  EXPECT_EQ(options->helm, "helm4");
  EXPECT_EQ(options->results, "/r");
  EXPECT_TRUE(options->cold_cache);
  EXPECT_TRUE(options->quiet);
}

TEST(OptionsTest, ClusterCommandsTakeTheClusterOnEitherSide) {
  EXPECT_EQ(Parse({"cluster", "up", "--cluster", "kwok"})->cluster, "kwok");
  EXPECT_EQ(Parse({"--cluster", "kwok", "cluster", "up"})->cluster, "kwok");
  EXPECT_EQ(Parse({"cluster", "up"})->action, &ClusterUpCommand);
  EXPECT_EQ(Parse({"cluster", "status"})->action, &ClusterStatusCommand);
  EXPECT_EQ(Parse({"cluster", "down"})->action, &ClusterDownCommand);
  EXPECT_EQ(Parse({"cluster", "clean"})->action, &ClusterCleanCommand);
  EXPECT_EQ(Parse({"worker"})->action, &WorkerCommand);
}

TEST(OptionsTest, AnalyzeTakesFiles) {
  const auto options =
      Parse({"analyze", "a.json", "b.jsonl", "--color", "never"});
  EXPECT_EQ(options->action, &AnalyzeCommand);
  EXPECT_THAT(options->result_files, ElementsAre("a.json", "b.jsonl"));
  EXPECT_EQ(options->color, "never");
  EXPECT_THAT(MessageOf({"analyze"}), HasSubstr("RESULT"));
}

TEST(OptionsTest, WhatARunIsHeldAgainst) {
  const AskedCriteria criteria =
      Parse({"--scenario", "x", "--threshold", "a(b)<1", "--threshold", "c",
             "--on-inconclusive", "fail", "--same", "2.5%", "--tolerance",
             "20%"})
          ->criteria;
  EXPECT_THAT(criteria.thresholds, ElementsAre("a(b)<1", "c"));
  EXPECT_EQ(criteria.on_inconclusive, OnInconclusive::kFail);
  EXPECT_DOUBLE_EQ(*criteria.same, .025);
  EXPECT_DOUBLE_EQ(*criteria.tolerance, .2);
  EXPECT_FALSE(Parse({"--scenario", "x"})->criteria.on_inconclusive);
  EXPECT_THAT(MessageOf({"--scenario", "x", "--on-inconclusive", "maybe"}),
              HasSubstr("expected pass, warn, fail, got maybe"));
  EXPECT_THAT(MessageOf({"--scenario", "x", "--same", "5"}),
              HasSubstr("--same"));
}

TEST(OptionsTest, ACompareHasTwoResults) {
  const auto options = Parse({"compare", "old.json", "new.json", "--threshold",
                              "x", "--allow-unlike", "another machine"});
  ASSERT_TRUE(options);
  EXPECT_EQ(options->action, &CompareCommand);
  EXPECT_EQ(options->old_result, "old.json");
  EXPECT_EQ(options->new_result, "new.json");
  EXPECT_EQ(options->allow_unlike, "another machine");
  EXPECT_THAT(options->criteria.thresholds, ElementsAre("x"));
  EXPECT_EQ(Parse({"compare", "a", "b"})->allow_unlike, "");
  EXPECT_EQ(Parse({"analyze", "a", "--allow-unlike", "x"})->allow_unlike, "x");
  EXPECT_EQ(Parse({"report", "a", "--allow-unlike", "x"})->allow_unlike, "x");
  EXPECT_THAT(MessageOf({"analyze", "a", "--allow-unlike", " "}),
              HasSubstr("needs a reason"));
  EXPECT_THAT(MessageOf({"compare", "old.json"}), HasSubstr("NEW"));
  EXPECT_THAT(MessageOf({"compare"}), HasSubstr("OLD"));
}

TEST(OptionsTest, WhatCannotBeUnderstoodIsSaid) {
  EXPECT_THAT(MessageOf({}), HasSubstr("--scenario three-charts"));
  EXPECT_THAT(MessageOf({"cluster"}), HasSubstr("subcommand"));
  EXPECT_THAT(MessageOf({"--scenario"}), HasSubstr("--scenario"));
  EXPECT_THAT(MessageOf({"--scenario", "x", "--runs", "0"}),
              HasSubstr("--runs"));
  EXPECT_THAT(MessageOf({"--scenario", "x", "--runs", "many"}),
              HasSubstr("--runs"));
  EXPECT_THAT(MessageOf({"--scenario", "x", "--seed", "-1"}),
              HasSubstr("--seed"));
  EXPECT_THAT(MessageOf({"--scenario", "x", "--color", "pink"}),
              HasSubstr("--color"));
  EXPECT_THAT(MessageOf({"--scenario", "x", "stray"}), HasSubstr("stray"));
}

TEST(OptionsTest, AnUnknownArgumentComesWithTheNearest) {
  const std::vector<std::pair<std::vector<const char*>, std::string>> unknown =
      {{{"--scenaro", "post"},
        "./bench: unknown option \"--scenaro\": did you mean \"--scenario\"? "
        "(see ./bench --help)"},
       {{"--scenario", "x", "--export-jsn=f"},
        "unknown option \"--export-jsn\": did you mean \"--export-json\"?"},
       {{"analyze", "a.json", "--thresold", "x"},
        "./bench analyze: unknown option \"--thresold\": did you mean "
        "\"--threshold\"? (see ./bench analyze --help)"},
       {{"cluster", "up", "--lateny", "kwok"},
        "./bench cluster up: unknown option \"--lateny\": did you mean "
        "\"--latency\"?"},
       {{"--nothing-like-it"},
        "./bench: unknown option \"--nothing-like-it\" (see"},
       {{"analyse", "a.json"},
        "./bench: unknown subcommand \"analyse\": did you mean \"analyze\"? "
        "There are cluster, analyze, compare, report, and --scenario"},
       {{"three-charts"},
        "./bench: unknown subcommand \"three-charts\". There are cluster, "},
       {{"cluster", "upp"},
        "./bench cluster: unknown subcommand \"upp\": did you mean \"up\"? "
        "There are up, status, down, clean (see ./bench cluster --help)"},
       {{"cluster"},
        "./bench cluster: expected a subcommand: up, status, down, clean (see"},
       {{"compare", "a", "b", "c"},
        "./bench compare: unexpected argument \"c\" (see ./bench compare "
        "--help)"},
       {{"--scenario", "x", "--color", "alway"},
        "got alway: did you mean \"always\"?"},
       {{"--scenario", "x", "--on-inconclusive", "fial"},
        "got fial: did you mean \"fail\"?"}};
  for (const auto& [arguments, words] : unknown) {
    EXPECT_THAT(MessageOf(arguments), HasSubstr(words));
  }
}

TEST(OptionsTest, WhatIsHiddenIsNotSuggested) {
  EXPECT_THAT(MessageOf({"workr"}), Not(HasSubstr("\"worker\"")));
}

TEST(OptionsTest, HelpAndVersionAreAnswered) {
  std::string said;
  EXPECT_FALSE(Parse({"--version"}, &said));
  EXPECT_THAT(said, HasSubstr("bench "));
  EXPECT_FALSE(Parse({"--help"}, &said));
  EXPECT_THAT(said, HasSubstr("Examples:"));
}

}  // namespace
}  // namespace bench
