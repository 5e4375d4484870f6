#include "cli/places.h"

namespace bench {
namespace {

std::filesystem::path Source() { return BENCH_SOURCE_DIR; }

}  // namespace

std::filesystem::path ScenariosFolder() { return Source() / "scenarios"; }
std::filesystem::path ScriptsFolder() { return Source() / "scripts"; }
std::filesystem::path ResultsFolder() { return Source() / "results"; }

}  // namespace bench
