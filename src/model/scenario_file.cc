#include "model/scenario_file.h"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <string>
#include <system_error>

#include "util/digest.h"
#include "util/error.h"
#include "util/last_error.h"
#include "util/nearest.h"

namespace bench {
namespace {

namespace fs = std::filesystem;

// Ours have some kB; more is a file that was named by mistake.
constexpr std::size_t kMaxFileSize = 256'000;

std::string ReadScenarioFile(const fs::path& file) {
  std::error_code error;
  if (fs::is_directory(file, error)) {
    throw Error("{}: a folder; expected a scenario's JSON file", file.string());
  }
  errno = 0;
  std::ifstream stream(file, std::ios::binary);
  if (!stream) {
    throw Error("{}: cannot be read: {}", file.string(), LastError().message());
  }
  std::string text(kMaxFileSize + 1, '\0');
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (stream.bad()) throw Error("{}: cannot be read", file.string());
  text.resize(static_cast<std::size_t>(stream.gcount()));
  if (text.size() > kMaxFileSize) {
    throw Error("{}: larger than {} kB, which no scenario is", file.string(),
                kMaxFileSize / 1000);
  }
  return text;
}

// The files in `folder` that may be scenarios, by name.
std::vector<fs::path> ScenarioFiles(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    const fs::path& file = entry.path();
    if (file.extension() != ".json" || file.filename() == "schema.json") {
      continue;
    }
    files.push_back(file);
  }
  if (error) {
    throw Error("{}: cannot be read: {}", folder.string(), error.message());
  }
  std::ranges::sort(files, {},
                    [](const fs::path& file) { return file.stem(); });
  return files;
}

Scenario Load(const fs::path& file) {
  const std::string text = ReadScenarioFile(file);
  Scenario scenario = ParseScenario(text, file);
  scenario.digest = TextDigest(text);
  return scenario;
}

// A file in the folder of scenarios is known by its name, which therefore has
// to be the one that stands in the results.
Scenario LoadNamed(const fs::path& file) {
  Scenario scenario = Load(file);
  if (scenario.name != file.stem().string()) {
    throw Error("{}: name: expected \"{}\", as the file is called, got \"{}\"",
                file.string(), file.stem().string(), scenario.name);
  }
  return scenario;
}

// Whether a file that was given by its path is one that its name finds as well.
bool IsNamed(const Scenario& scenario, const fs::path& file,
             const fs::path& folder) {
  std::error_code error;
  return fs::equivalent(file, folder / (scenario.name + ".json"), error);
}

}  // namespace

Scenario LoadScenario(std::string_view name_or_path, const fs::path& folder) {
  if (name_or_path.find('/') != std::string_view::npos ||
      name_or_path.ends_with(".json")) {
    const fs::path file(name_or_path);
    Scenario scenario = Load(file);
    if (!IsNamed(scenario, file, folder)) {
      scenario.file = fs::absolute(file).lexically_normal().string();
    }
    return scenario;
  }
  std::vector<std::string> names;
  for (const fs::path& file : ScenarioFiles(folder)) {
    if (file.stem() == name_or_path) return LoadNamed(file);
    names.push_back(file.stem().string());
  }
  throw Error("unknown scenario \"{}\"{} (./bench --list-scenarios has all)",
              name_or_path, DidYouMean(name_or_path, names));
}

std::vector<Scenario> ListScenarios(const fs::path& folder) {
  std::vector<Scenario> scenarios;
  for (const fs::path& file : ScenarioFiles(folder)) {
    try {
      scenarios.push_back(LoadNamed(file));
    } catch (const Error& error) {
      scenarios.push_back(
          {.name = file.stem().string(), .description = error.what()});
    }
  }
  return scenarios;
}

}  // namespace bench
