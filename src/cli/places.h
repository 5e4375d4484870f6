#pragma once

#include <filesystem>

namespace bench {

/// Folders of the checkout that the program was built from.
std::filesystem::path ScenariosFolder();
std::filesystem::path ScriptsFolder();
std::filesystem::path ResultsFolder();

}  // namespace bench
