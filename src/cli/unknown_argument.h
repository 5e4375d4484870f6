#pragma once

#include <string>

namespace CLI {
class App;
}  // namespace CLI

namespace bench {

/// The subcommand that takes the rest of a command line that has been parsed,
/// as far as it could be: `app` itself where there is none.
const CLI::App& TakerOf(const CLI::App& app);

/// As it is typed: "./bench", "./bench cluster up".
std::string TypedName(const CLI::App& app);

/// What is wrong with the first argument that nobody takes, with the nearest
/// that would be taken: the library says only that it was not expected. Or that
/// a subcommand is missing, and which there are. Empty: it is neither.
std::string UnknownArgument(const CLI::App& app);

}  // namespace bench
