#include "cli/unknown_argument.h"

#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <string_view>
#include <vector>

#include "util/nearest.h"

namespace bench {
namespace {

// Those that --help shows.
std::vector<std::string> SubcommandNames(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* const subcommand :
       app.get_subcommands([](const CLI::App*) { return true; })) {
    if (!subcommand->get_group().empty()) {
      names.push_back(subcommand->get_name());
    }
  }
  return names;
}

std::vector<std::string> OptionNames(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* const option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) {
      names.push_back("--" + name);
    }
  }
  return names;
}

std::string UnknownSubcommand(const CLI::App& taker, const std::string& word) {
  const std::vector<std::string> names = SubcommandNames(taker);
  const std::string nearest = DidYouMean(word, names);
  const bool is_whole_program = taker.get_parent() == nullptr;
  return fmt::format("{}: unknown subcommand \"{}\"{} There are {}{}",
                     TypedName(taker), word, nearest.empty() ? "." : nearest,
                     fmt::join(names, ", "),
                     is_whole_program ? ", and --scenario NAME for a run" : "");
}

std::string UnknownOption(const CLI::App& taker, const std::string& argument) {
  const std::string name = argument.substr(0, argument.find('='));
  return fmt::format("{}: unknown option \"{}\"{}", TypedName(taker), name,
                     DidYouMean(name, OptionNames(taker)));
}

}  // namespace

const CLI::App& TakerOf(const CLI::App& app) {
  const CLI::App* taker = &app;
  while (!taker->get_subcommands().empty()) {
    taker = taker->get_subcommands().back();
  }
  return *taker;
}

std::string TypedName(const CLI::App& app) {
  const CLI::App* const parent = app.get_parent();
  return parent == nullptr ? app.get_name()
                           : TypedName(*parent) + " " + app.get_name();
}

std::string UnknownArgument(const CLI::App& app) {
  const CLI::App& taker = TakerOf(app);
  const std::vector<std::string> subcommands = SubcommandNames(taker);
  const std::vector<std::string> unknown = app.remaining(/*recurse=*/true);
  if (unknown.empty()) {
    if (taker.get_require_subcommand_min() == 0) return "";
    return fmt::format("{}: expected a subcommand: {}", TypedName(taker),
                       fmt::join(subcommands, ", "));
  }
  const std::string& argument = unknown.front();
  if (argument.starts_with('-')) return UnknownOption(taker, argument);
  if (!subcommands.empty()) return UnknownSubcommand(taker, argument);
  return fmt::format("{}: unexpected argument \"{}\"", TypedName(taker),
                     argument);
}

}  // namespace bench
