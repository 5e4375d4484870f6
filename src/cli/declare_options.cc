#include "cli/declare_options.h"

#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "cli/commands/commands.h"
#include "cli/exit_status.h"
#include "cli/output/exports.h"
#include "model/scenario.h"
#include "util/nearest.h"
#include "util/text.h"

namespace bench {
namespace {

constexpr int kMaxPercent = 1000;

constexpr const char* kDescription =
    "Measures how fast Helm releases can be uninstalled: installs the charts "
    "of a\nscenario, uninstalls them with every strategy, block after block, "
    "and compares.";

constexpr const char* kExamples =
    "Examples:\n"
    "  ./bench --scenario three-charts                the main job\n"
    "  ./bench --scenario post --runs 12 --seed 7     repeatable order\n"
    "  ./bench analyze results/post-*.json            what they said\n"
    "  ./bench --scenario post --export-json out.json for other tools\n"
    "  ./bench report -o report.html                  a page of the newest\n"
    "  ./bench cluster clean                          what earlier runs left\n"
    "  ./bench compare OLD.json NEW.json              two results\n"
    "\n";

std::uint64_t ParseSeed(const char* option, const std::string& text) {
  if (const auto seed = ParseNumber<std::uint64_t>(text)) return *seed;
  throw CLI::ValidationError(
      option, fmt::format("expected a whole number from 0 to {}, got {}",
                          std::numeric_limits<std::uint64_t>::max(), text));
}

// "25%", as a share.
double ParsePercent(const char* option, const std::string& text) {
  double percent = -1;
  const char* const end = text.data() + text.size();
  const char* const rest = std::from_chars(text.data(), end, percent).ptr;
  if (std::string_view(rest, end) == "%" && std::isfinite(percent) &&
      percent >= 0 && percent <= kMaxPercent) {
    return percent / 100;
  }
  throw CLI::ValidationError(
      option, fmt::format("expected 0% to {}%, got {}", kMaxPercent, text));
}

// One of a few words.
[[noreturn]] void RefuseWord(const char* option, const std::string& word,
                             const std::vector<std::string>& words) {
  throw CLI::ValidationError(
      option, fmt::format("expected {}, got {}{}", fmt::join(words, ", "), word,
                          DidYouMean(word, words)));
}

OnInconclusive ParseOnInconclusive(const char* option,
                                   const std::string& word) {
  if (const auto found = FindOnInconclusive(word)) return *found;
  RefuseWord(option, word,
             {Name(OnInconclusive::kPass), Name(OnInconclusive::kWarn),
              Name(OnInconclusive::kFail)});
}

std::string ParseColor(const char* option, const std::string& word) {
  const std::vector<std::string> words = {"auto", "always", "never"};
  if (std::ranges::find(words, word) != words.end()) return word;
  RefuseWord(option, word, words);
}

// Whoever reads what came of it has to know why.
std::string ParseReason(const char* option, const std::string& reason) {
  if (reason.find_first_not_of(' ') != std::string::npos) return reason;
  throw CLI::ValidationError(option,
                             "needs a reason: whoever reads on has to know it");
}

template <typename T>
CLI::Option* Add(CLI::App& app, const char* name, T& value, const char* type,
                 const char* help) {
  return app.add_option(name, value, help)->type_name(type);
}

// One whose text has a form of its own.
template <typename T, typename Parsed>
void AddParsed(CLI::App& app, const char* name, T& value,
               Parsed (*parse)(const char* option, const std::string& text),
               const char* type, const char* help) {
  app.add_option_function<std::string>(
         name,
         [&value, name, parse](const std::string& text) {
           value = parse(name, text);
         },
         help)
      ->type_name(type);
}

// One that may be given several times, before a subcommand and behind it.
void AddRepeatable(CLI::App& app, const char* name,
                   std::vector<std::string>& values, const char* type,
                   const char* help) {
  app.add_option_function<std::vector<std::string>>(
         name,
         [&values](const std::vector<std::string>& more) {
           values.insert(values.end(), more.begin(), more.end());
         },
         help)
      ->type_name(type)
      ->allow_extra_args(false)
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

// What a run takes, and what of it a subcommand takes as well: into the same
// place, so that it may stand on either side of the subcommand.
void AddCluster(CLI::App& app, Options& options) {
  Add(app, "-c,--cluster", options.cluster, "KIND",
      "auto, minikube, kwok, simulated, context:NAME [auto]");
}

void AddLatency(CLI::App& app, Options& options) {
  Add(app, "--latency", options.latency, "PROFILE",
      "Of a simulated cluster: kwok, instant, a file [kwok]");
}

void AddLimits(CLI::App& app, Options& options) {
  Add(app, "--limits", options.limits, "on|off",
      "Of a kwok cluster: Kubernetes' own limits [off]")
      ->check(CLI::IsMember({"on", "off"}).description(""));
}

void AddReportFile(CLI::App& app, Options& options) {
  Add(app, "--report", options.report_file, "FILE",
      "Write a page about it too, .html or .md");
}

void AddThresholds(CLI::App& app, AskedCriteria& criteria) {
  AddRepeatable(app, "--threshold", criteria.thresholds, "EXPR",
                "What must hold, repeatable: 'median(sequential)<1s'");
  AddParsed(app, "--on-inconclusive", criteria.on_inconclusive,
            ParseOnInconclusive, "WHAT",
            "Of undecided thresholds: pass, warn or fail [warn]");
}

void AddSame(CLI::App& app, AskedCriteria& criteria) {
  AddParsed(app, "--same", criteria.same, ParsePercent, "P%",
            "Two strategies are alike within so much [5%]");
}

// Not in --help, which has to fit one screen: --list-exports shows them.
void AddExports(CLI::App& app, Options& options) {
  for (const ExportFormat& format : ExportFormats()) {
    app.add_option_function<std::string>(
           format.option,
           [&options, &format](const std::string& file) {
             options.exports[format.option] = file;
           },
           format.help)
        ->type_name("FILE")
        ->group("");
  }
}

void AddOutput(CLI::App& app, Options& options) {
  AddParsed(app, "--color", options.color, ParseColor, "WHEN",
            "auto, always or never [auto]");
  app.add_flag("-q,--quiet", options.quiet, "No progress, only the table");
}

void AddBlocks(CLI::App& app, Options& options) {
  Add(app, "--runs", options.runs, "N",
      "Blocks that count, each strategy once [scenario's]")
      ->check(CLI::Range(1, kMaxBlocks).description(""));
  Add(app, "--max-runs", options.max_runs, "N",
      "Go on to N blocks, once, when inconclusive [--runs]")
      ->check(CLI::Range(1, kMaxBlocks).description(""));
  Add(app, "--warmup", options.warm_up, "N",
      "Blocks before them that do not count, 0 or 1 [1]")
      ->check(CLI::Range(0, 1).description(""));
  AddParsed(app, "--seed", options.seed, ParseSeed, "N",
            "Seed of the order inside the blocks [random]");
}

// In the order of --help.
void AddRun(CLI::App& app, Options& options) {
  Add(app, "-s,--scenario", options.scenario, "NAME|PATH",
      "Scenario to run: a name or a path");
  AddCluster(app, options);
  AddLatency(app, options);
  AddLimits(app, options);
  AddRepeatable(app, "--strategy", options.strategies, "NAME[@N]",
                "Strategy to compare, repeatable [the scenario's]");
  Add(app, "--workers", options.workers, "N",
      "Workers of every pool without @N [the scenario's]");
  AddBlocks(app, options);
  Add(app, "--helm", options.helm, "PATH",
      "helm to use, or stand-in [helm on PATH]");
  Add(app, "--results", options.results, "DIR",
      "Folder for the result file [results]");
  AddReportFile(app, options);
  app.add_flag("--cold-cache", options.cold_cache,
               "Start every trial with empty discovery caches");
  app.add_flag("--aa", options.against_itself,
               "One strategy against itself: they must be alike");
  AddParsed(app, "--inject-slowdown", options.slowdown, ParsePercent, "P%",
            "--aa, the second one slowed down: a gate must notice");
  AddParsed(app, "--max-busy", options.max_busy, ParsePercent, "P%",
            "Start trials when less of the CPUs is in use [50%]");
  AddParsed(app, "--max-stolen", options.max_stolen, ParsePercent, "P%",
            "Count trials when the host took no more CPU [10%]");
  Add(app, "--timeout", options.timeout_s, "S",
      "End after so long, saved and cleaned up [never]")
      ->check(CLI::PositiveNumber.description(""));
  AddThresholds(app, options.criteria);
  AddSame(app, options.criteria);
  AddParsed(app, "--tolerance", options.criteria.tolerance, ParsePercent, "P%",
            "What --aa and --inject-slowdown let pass [10%]");
  AddExports(app, options);
  AddOutput(app, options);
}

void AddLists(CLI::App& app, Options& options) {
  const auto add = [&](const char* name, Action action, const char* help) {
    app.add_flag_callback(
        name, [&options, action] { options.action = action; }, help);
  };
  add("--list-scenarios", ListScenariosCommand, "Show what can be measured");
  add("--list-strategies", ListStrategiesCommand, "Show what can be compared");
  add("--list-exports", ListExportsCommand,
      "Show the --export-FORMAT FILE options");
}

// What it does not take itself goes to the whole program's options, which
// RefuseWhatIsNotTaken looks at.
CLI::App& AddSubcommand(CLI::App& app, Options& options, const char* name,
                        const char* help, Action action) {
  CLI::App& added = *app.add_subcommand(name, help)->fallthrough();
  added.callback([&options, action] { options.action = action; });
  AddOutput(added, options);
  return added;
}

void AddClusterCommands(CLI::App& app, Options& options) {
  CLI::App& cluster =
      *app.add_subcommand("cluster", "up, status, down or clean a cluster")
           ->fallthrough()
           ->require_subcommand(1);
  const auto add = [&](const char* name, const char* help,
                       Action action) -> CLI::App& {
    CLI::App& added = AddSubcommand(cluster, options, name, help, action);
    AddCluster(added, options);
    return added;
  };
  CLI::App& up =
      add("up", "Start it, creating it when absent", ClusterUpCommand);
  AddLatency(up, options);
  AddLimits(up, options);
  add("status", "Say what is running", ClusterStatusCommand);
  add("down", "End the one we started", ClusterDownCommand);
  add("clean", "Remove what earlier runs left behind in it",
      ClusterCleanCommand);
}

// One that is about results.
CLI::App& AddOfResults(CLI::App& app, Options& options, const char* name,
                       const char* help, Action action) {
  CLI::App& added = AddSubcommand(app, options, name, help, action);
  AddThresholds(added, options.criteria);
  AddParsed(added, "--allow-unlike", options.allow_unlike, ParseReason,
            "REASON", "Take unlike environments all the same, and say why");
  return added;
}

void AddAnalyze(CLI::App& app, Options& options) {
  CLI::App& analyze =
      AddOfResults(app, options, "analyze",
                   "Say what result files say, all together", AnalyzeCommand);
  Add(analyze, "RESULT", options.result_files, "FILE",
      "Files of runs; several: each boot of a cluster counts once")
      ->required();
  AddSame(analyze, options.criteria);
  AddReportFile(analyze, options);
  AddExports(analyze, options);
}

void AddCompare(CLI::App& app, Options& options) {
  CLI::App& compare = AddOfResults(app, options, "compare",
                                   "OLD NEW: two result files", CompareCommand);
  compare.add_option("OLD", options.old_result, "A result file")->required();
  compare.add_option("NEW", options.new_result, "Another, held against it")
      ->required();
}

void AddReport(CLI::App& app, Options& options) {
  CLI::App& report =
      AddOfResults(app, options, "report", "Make a page or a post of results",
                   ReportCommand);
  Add(report, "RESULT", options.result_files, "FILE",
      "Files of runs, of one or of several sizes [the newest]");
  Add(report, "--results", options.results, "DIR",
      "Where to look for the newest [results]");
  Add(report, "-o,--output", options.report_file, "FILE",
      "Where to, .html or .md [stdout]");
  Add(report, "--format", options.report_format, "FORMAT",
      "html, md or terminal [by the file's ending]");
  report.add_flag("--png", options.png, "The pictures beside it as PNG too");
  AddSame(report, options.criteria);
}

// Processes of ours.
void AddHidden(CLI::App& app, Options& options) {
  const auto add = [&](const char* name, Action action) {
    CLI::App* const added = app.add_subcommand(name, "")->group("");
    added->callback([&options, action] { options.action = action; });
    return added;
  };
  add("worker", WorkerCommand);
  CLI::App* const run_strategy = add("run-strategy", RunStrategyCommand);
  run_strategy->add_flag_callback(
      "--protocol", [] {}, "Say which protocol is spoken");
  run_strategy->add_option("--request", options.request, "What to run");
}

}  // namespace

void DeclareOptions(CLI::App& app, Options& options) {
  app.description(kDescription);
  options.action = RunCommand;
  app.name("./bench");
  app.footer(kExamples + DescribeExitCodes());
  app.get_formatter()->column_width(28);
  // As with kubectl, so that a script's own settings can be overridden.
  app.option_defaults()->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
  AddRun(app, options);
  AddLists(app, options);
  app.set_version_flag("-V,--version", "bench " BENCH_VERSION,
                       "Show the version");
  app.set_help_flag("-h,--help", "Show this help");
  AddClusterCommands(app, options);
  AddAnalyze(app, options);
  AddCompare(app, options);
  AddReport(app, options);
  AddHidden(app, options);
}

}  // namespace bench
