#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

namespace bench {

/// The absolute path of an executable file: of `name` itself when it has a
/// slash in it, else of the first one of that name on PATH.
std::optional<std::filesystem::path> FindProgram(std::string_view name);

/// The absolute path of the program that is running.
std::filesystem::path OwnProgram();

/// The program of this name that was built with the one that is running, in its
/// folder: also when that one has been built anew since it started.
std::filesystem::path ProgramBeside(std::string_view name);

}  // namespace bench
