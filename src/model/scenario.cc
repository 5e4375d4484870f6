#include "model/scenario.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <system_error>
#include <utility>

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

// A file in the folder of scenarios is known by its name, which therefore has
// to be the one that stands in the results.
Scenario LoadNamed(const fs::path& file) {
  Scenario scenario = ParseScenario(ReadScenarioFile(file), file);
  if (scenario.name != file.stem().string()) {
    throw Error("{}: name: expected \"{}\", as the file is called, got \"{}\"",
                file.string(), file.stem().string(), scenario.name);
  }
  return scenario;
}

std::string Replace(std::string text, std::string_view from,
                    std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos;
       at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

}  // namespace

std::vector<std::string> Namespaces(const Scenario& scenario) {
  std::vector<std::string> names;
  for (int index = 1; index <= scenario.namespace_count; ++index) {
    names.push_back(fmt::format("{}-{}", scenario.namespace_prefix, index));
  }
  return names;
}

std::vector<PlannedRelease> Releases(const Scenario& scenario) {
  std::vector<PlannedRelease> releases;
  int index = 0;
  for (const std::string& ns : Namespaces(scenario)) {
    ++index;
    for (std::size_t chart = 0; chart < scenario.charts.size(); ++chart) {
      std::string name = Replace(scenario.release_name, "{chart}",
                                 scenario.charts[chart].name);
      name = Replace(std::move(name), "{namespace}", ns);
      name = Replace(std::move(name), "{index}", std::to_string(index));
      releases.push_back({{ns, std::move(name)}, chart});
    }
  }
  return releases;
}

Scenario LoadScenario(std::string_view name_or_path, const fs::path& folder) {
  if (name_or_path.find('/') != std::string_view::npos ||
      name_or_path.ends_with(".json")) {
    const fs::path file(name_or_path);
    return ParseScenario(ReadScenarioFile(file), file);
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
