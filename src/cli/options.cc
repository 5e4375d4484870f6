#include "cli/options.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <string_view>

#include "cli/commands/commands.h"
#include "cli/declare_options.h"
#include "cli/unknown_argument.h"
#include "util/error.h"

namespace bench {
namespace {

// What does what was meant where an option is not taken.
struct Hint {
  std::string_view option;       // one that ends in - is all that begin so
  std::string_view subcommands;  // that do not take it
  std::string_view instead;
};

constexpr std::string_view kOfResults = "analyze, compare, report";
constexpr std::string_view kOwnThreshold =
    "--threshold, with the limit in the expression";

constexpr Hint kHints[] = {
    {"--scenario", kOfResults, "the result files of the scenario"},
    {"--results", "analyze, compare", "the names of the files"},
    {"--report", "report", "-o FILE"},
    {"--export-", "report", "./bench analyze with it"},
    {"--aa", kOfResults, kOwnThreshold},
    {"--inject-slowdown", kOfResults, kOwnThreshold},
    {"--tolerance", kOfResults, kOwnThreshold},
};

std::string UseInstead(std::string_view option, std::string_view subcommand) {
  for (const Hint& hint : kHints) {
    const bool meant = hint.option.ends_with('-')
                           ? option.starts_with(hint.option)
                           : option == hint.option;
    if (meant && hint.subcommands.find(subcommand) != std::string_view::npos) {
      return fmt::format("; use {}", hint.instead);
    }
  }
  return "";
}

// Also of one that --help does not show: CLI11 then says no name.
std::string NameOf(const CLI::Option& option) {
  return "--" + option.get_single_name();
}

// What a subcommand would not heed, such as a threshold, is not passed over.
void RefuseWhatIsNotTaken(const CLI::App& app) {
  const CLI::App& taker = TakerOf(app);
  for (const CLI::Option* option : app.get_options()) {
    const std::string name = NameOf(*option);
    if (option->count() == 0 || taker.get_option_no_throw(name) != nullptr) {
      continue;
    }
    throw Error("{} does not take {}{} (see ./bench --help)", TypedName(taker),
                name, UseInstead(name, taker.get_name()));
  }
}

}  // namespace

std::optional<Options> ParseOptions(int argc, const char* const* argv,
                                    std::ostream& out) {
  Options options;
  CLI::App app;
  DeclareOptions(app, options);
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& answered) {  // --help, --version
    app.exit(answered, out, out);
    return std::nullopt;
  } catch (const CLI::ParseError& error) {
    const std::string unknown = UnknownArgument(app);
    throw Error("{} (see {} --help)", unknown.empty() ? error.what() : unknown,
                TypedName(TakerOf(app)));
  }
  RefuseWhatIsNotTaken(app);
  if (options.action == RunCommand && options.scenario.empty()) {
    throw Error(
        "nothing to do: name a scenario, such as ./bench --scenario "
        "three-charts (see ./bench --help)");
  }
  return options;
}

}  // namespace bench
