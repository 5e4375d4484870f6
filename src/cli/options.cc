#include "cli/options.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string_view>
#include <system_error>
#include <utility>

#include "cli/exit_status.h"
#include "cli/output/exports.h"
#include "cli/subcommand_options.h"
#include "model/scenario.h"
#include "util/error.h"

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

std::uint64_t ParseSeed(const std::string& text) {
  std::uint64_t seed = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, seed);
  if (error != std::errc() || rest != end) {
    throw CLI::ValidationError(
        "--seed", fmt::format("expected a whole number from 0 to {}, got {}",
                              std::numeric_limits<std::uint64_t>::max(), text));
  }
  return seed;
}

void AddRunOptions(CLI::App& app, Options& options) {
  app.add_option("-s,--scenario", options.scenario,
                 "Scenario to run: a name or a path")
      ->type_name("NAME|PATH");
  app.add_option("-c,--cluster", options.cluster,
                 "auto, minikube, kwok, simulated, context:NAME [auto]")
      ->type_name("KIND");
  app.add_option("--latency", options.latency,
                 "Of a simulated cluster: kwok, instant, a file [kwok]")
      ->type_name("PROFILE");
  app.add_option("--strategy", options.strategies,
                 "Strategy to compare, repeatable [the scenario's]")
      ->type_name("NAME[@N]")
      ->allow_extra_args(false)
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  app.add_option("--workers", options.workers,
                 "Workers of every pool without @N [the scenario's]")
      ->type_name("N");
  app.add_option("--runs", options.runs,
                 "Blocks that count, each strategy once [scenario's]")
      ->type_name("N")
      ->check(CLI::Range(1, kMaxBlocks).description(""));
  app.add_option("--max-runs", options.max_runs,
                 "Go on to N blocks, once, when inconclusive [--runs]")
      ->type_name("N")
      ->check(CLI::Range(1, kMaxBlocks).description(""));
  app.add_option("--warmup", options.warm_up,
                 "Blocks before them that do not count, 0 or 1 [1]")
      ->type_name("N")
      ->check(CLI::Range(0, 1).description(""));
  app.add_option_function<std::string>(
         "--seed",
         [&options](const std::string& text) {
           options.seed = ParseSeed(text);
         },
         "Seed of the order inside the blocks [random]")
      ->type_name("N");
  app.add_option("--helm", options.helm,
                 "helm to use, or stand-in [helm on PATH]")
      ->type_name("PATH");
  app.add_option("--results", options.results,
                 "Folder for the result file [results]")
      ->type_name("DIR");
  app.add_option("--report", options.report_file,
                 "Write a page about it too, .html or .md")
      ->type_name("FILE");
  app.add_flag("--cold-cache", options.cold_cache,
               "Start every trial with empty discovery caches");
}

// "25%", as a share.
double ParsePercent(const char* option, const std::string& text) {
  const auto [rest, percent] = [&] {
    double value = -1;
    const char* const end = text.data() + text.size();
    const auto parsed = std::from_chars(text.data(), end, value);
    return std::pair(std::string_view(parsed.ptr, end), value);
  }();
  if (rest != "%" || !std::isfinite(percent) || percent < 0 ||
      percent > kMaxPercent) {
    throw CLI::ValidationError(
        option, fmt::format("expected 0% to {}%, got {}", kMaxPercent, text));
  }
  return percent / 100;
}

void AddProofs(CLI::App& app, Options& options) {
  app.add_flag("--aa", options.against_itself,
               "One strategy against itself: they must be alike");
  app.add_option_function<std::string>(
         "--inject-slowdown",
         [&options](const std::string& text) {
           options.slowdown = ParsePercent("--inject-slowdown", text);
         },
         "--aa, the second one slowed down: a gate must notice")
      ->type_name("P%");
  app.add_option_function<std::string>(
         "--max-busy",
         [&options](const std::string& text) {
           options.max_busy = ParsePercent("--max-busy", text);
         },
         "Start trials when less of the CPUs is in use [50%]")
      ->type_name("P%");
  app.add_option("--timeout", options.timeout_s,
                 "End after so long, saved and cleaned up [never]")
      ->type_name("S")
      ->check(CLI::PositiveNumber.description(""));
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

OnInconclusive ParseOnInconclusive(const std::string& word) {
  if (const auto found = FindOnInconclusive(word)) return *found;
  throw CLI::ValidationError(
      "--on-inconclusive",
      fmt::format("expected pass, warn or fail, got {}", word));
}

void AddCriteria(CLI::App& app, AskedCriteria& criteria) {
  app.add_option("--threshold", criteria.thresholds,
                 "What must hold, repeatable: 'median(sequential)<1s'")
      ->type_name("EXPR")
      ->allow_extra_args(false)
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  app.add_option_function<std::string>(
         "--on-inconclusive",
         [&criteria](const std::string& word) {
           criteria.on_inconclusive = ParseOnInconclusive(word);
         },
         "Of undecided thresholds: pass, warn or fail [warn]")
      ->type_name("WHAT");
  const auto add_percent = [&](const char* name, std::optional<double>& share,
                               const char* help) {
    app.add_option_function<std::string>(
           name,
           [&share, name](const std::string& text) {
             share = ParsePercent(name, text);
           },
           help)
        ->type_name("P%");
  };
  add_percent("--same", criteria.same,
              "Two strategies are alike within so much [5%]");
  add_percent("--tolerance", criteria.tolerance,
              "What --aa and --inject-slowdown let pass [10%]");
}

void AddGeneralOptions(CLI::App& app, Options& options) {
  app.add_option("--color", options.color, "auto, always or never [auto]")
      ->type_name("WHEN")
      ->check(CLI::IsMember({"auto", "always", "never"}).description(""));
  app.add_flag("-q,--quiet", options.quiet, "No progress, only the table");
  app.add_flag_callback(
      "--list-scenarios",
      [&options] { options.action = Action::kListScenarios; },
      "Show what can be measured");
  app.add_flag_callback(
      "--list-strategies",
      [&options] { options.action = Action::kListStrategies; },
      "Show what can be compared");
  app.add_flag_callback(
      "--list-exports", [&options] { options.action = Action::kListExports; },
      "Show the --export-FORMAT FILE options");
  app.set_version_flag("-V,--version", "bench " BENCH_VERSION,
                       "Show the version");
  app.set_help_flag("-h,--help", "Show this help");
}

void AddClusterCommands(CLI::App& app, Options& options) {
  // What stands before the command holds for it too: --cluster, --quiet.
  CLI::App* const cluster =
      app.add_subcommand("cluster", "up, status, down or clean a cluster")
          ->fallthrough()
          ->require_subcommand(1);
  const auto add = [&](const char* name, const char* help, Action action) {
    cluster->add_subcommand(name, help)
        ->fallthrough()
        ->callback([&options, action] { options.action = action; });
  };
  add("up", "Start it, creating it when absent", Action::kClusterUp);
  add("status", "Say what is running", Action::kClusterStatus);
  add("down", "End the one we started", Action::kClusterDown);
  add("clean", "Remove what earlier runs left behind in it",
      Action::kClusterClean);
}

// Whoever reads what came of it has to know why.
void AddAllowUnlike(CLI::App& app, Options& options) {
  app.add_option_function<std::string>(
         "--allow-unlike",
         [&options](const std::string& reason) {
           if (reason.find_first_not_of(' ') == std::string::npos) {
             throw CLI::ValidationError(
                 "--allow-unlike",
                 "needs a reason: whoever reads on has to know it");
           }
           options.allow_unlike = reason;
         },
         "Take unlike environments all the same, and say why")
      ->type_name("REASON");
}

void AddAnalyze(CLI::App& app, Options& options) {
  CLI::App* const analyze =
      app.add_subcommand("analyze", "Say what result files say, all together")
          ->fallthrough();
  analyze->callback([&options] { options.action = Action::kAnalyze; });
  analyze
      ->add_option("RESULT", options.result_files,
                   "Files of runs; several: each boot of a cluster counts once")
      ->type_name("FILE")
      ->required();
  AddAllowUnlike(*analyze, options);
}

void AddCompareCommand(CLI::App& app, Options& options) {
  CLI::App* const compare =
      app.add_subcommand("compare", "OLD NEW: two result files")->fallthrough();
  compare->callback([&options] { options.action = Action::kCompare; });
  compare->add_option("OLD", options.old_result, "A result file")->required();
  compare->add_option("NEW", options.new_result, "Another, held against it")
      ->required();
  AddAllowUnlike(*compare, options);
}

void AddReport(CLI::App& app, Options& options) {
  CLI::App* const report =
      app.add_subcommand("report", "Make a page or a post of results")
          ->fallthrough();
  report->callback([&options] { options.action = Action::kReport; });
  report
      ->add_option("RESULT", options.result_files,
                   "Files of runs, of one or of several sizes [the newest]")
      ->type_name("FILE");
  report
      ->add_option("-o,--output", options.report_file,
                   "Where to, .html or .md [stdout]")
      ->type_name("FILE");
  report
      ->add_option("--format", options.report_format,
                   "html, md or terminal [by the file's ending]")
      ->type_name("FORMAT");
  report->add_flag("--png", options.png, "The pictures beside it as PNG too");
  AddAllowUnlike(*report, options);
}

void Declare(CLI::App& app, Options& options) {
  app.name("./bench");
  app.footer(kExamples + DescribeExitCodes());
  app.get_formatter()->column_width(28);
  // As with kubectl, so that a script's own settings can be overridden.
  app.option_defaults()->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
  AddRunOptions(app, options);
  AddProofs(app, options);
  AddCriteria(app, options.criteria);
  AddExports(app, options);
  AddGeneralOptions(app, options);
  AddClusterCommands(app, options);
  AddAnalyze(app, options);
  AddCompareCommand(app, options);
  AddReport(app, options);
  app.add_subcommand("worker", "")->group("")->callback([&options] {
    options.action = Action::kWorker;
  });
  CLI::App* const run_strategy =
      app.add_subcommand("run-strategy", "")->group("");
  run_strategy->callback([&options] { options.action = Action::kRunStrategy; });
  run_strategy->add_flag_callback(
      "--protocol", [] {}, "Say which protocol is spoken");
  run_strategy->add_option("--request", options.request, "What to run");
}

// As it was typed: "cluster up"; empty: none.
std::string Subcommand(const CLI::App& app) {
  std::string name;
  for (const CLI::App* one : app.get_subcommands()) {
    const std::string below = Subcommand(*one);
    name = one->get_name() + (below.empty() ? "" : " " + below);
  }
  return name;
}

// Also of one that --help does not show: CLI11 then says no name.
std::string NameOf(const CLI::Option& option) {
  return "--" + option.get_single_name();
}

// Subcommands see what stands behind them, but not all of it is theirs: what
// they would not heed, such as a threshold, is not passed over.
void RefuseWhatIsNotTaken(const CLI::App& app) {
  const std::string subcommand = Subcommand(app);
  for (const CLI::Option* option : app.get_options()) {
    if (option->count() == 0) continue;
    const std::string why = WhyNotTaken(NameOf(*option), subcommand);
    if (!why.empty()) throw Error("{} (see ./bench --help)", why);
  }
}

std::vector<std::string> OptionsThat(bool (*chosen)(const CLI::Option&)) {
  Options options;
  CLI::App app;
  Declare(app, options);
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options()) {
    if (chosen(*option)) names.push_back(NameOf(*option));
  }
  return names;
}

}  // namespace

std::optional<Options> ParseOptions(int argc, const char* const* argv,
                                    std::ostream& out) {
  Options options;
  CLI::App app{kDescription};
  Declare(app, options);
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& answered) {  // --help, --version
    app.exit(answered, out, out);
    return std::nullopt;
  } catch (const CLI::ParseError& error) {
    throw Error("{} (see ./bench --help)", error.what());
  }
  RefuseWhatIsNotTaken(app);
  if (options.action == Action::kRun && options.scenario.empty()) {
    throw Error(
        "nothing to do: name a scenario, such as ./bench --scenario "
        "three-charts (see ./bench --help)");
  }
  return options;
}

std::vector<std::string> OptionsWithoutHelp() {
  return OptionsThat([](const CLI::Option& option) {
    return option.get_description().empty();
  });
}

std::vector<std::string> OptionsWithoutPlace() {
  return OptionsThat(
      [](const CLI::Option& option) { return !IsPlaced(NameOf(option)); });
}

}  // namespace bench
