#include "cli/result_files.h"

#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>
#include <system_error>
#include <utility>

#include "cli/setup/criteria.h"
#include "util/error.h"
#include "util/read_file.h"

namespace bench {
namespace {

namespace fs = std::filesystem;

bool MayBeResult(const fs::path& file) {
  return (file.extension() == ".json" && file.filename() != "schema.json") ||
         file.extension() == ".jsonl";
}

// Whole JSON of something else, such as an export. What is broken may have been
// a result: whoever reads it says so.
bool IsForeign(const fs::path& file) {
  const auto text = ReadFile(file);
  if (!text || file.extension() == ".jsonl") return false;
  const auto json = nlohmann::json::parse(*text, nullptr, false);
  return !json.is_discarded() && !json.contains("schema");
}

}  // namespace

std::vector<Result> LoadResults(const std::vector<fs::path>& files,
                                const Options& options) {
  std::vector<Result> results;
  results.reserve(files.size());
  for (const fs::path& file : files) {
    Result& result = results.emplace_back(LoadResult(file));
    result.criteria = ChosenCriteria(options, result.scenario, result.criteria);
  }
  return results;
}

fs::path NewestResult(const fs::path& folder) {
  std::vector<std::pair<fs::file_time_type, fs::path>> files;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    std::error_code gone;
    if (!MayBeResult(entry.path()) || !entry.is_regular_file(gone)) continue;
    const auto written = entry.last_write_time(gone);
    if (!gone) files.emplace_back(written, entry.path());
  }
  if (error) throw Error("{}: {}", folder.string(), error.message());
  std::ranges::sort(files, std::greater<>());
  for (const auto& [written, file] : files) {
    if (!IsForeign(file)) return file;
  }
  throw Error(
      "there is no result in {}: name one, or measure first, as with "
      "./bench --scenario three-charts",
      folder.string());
}

}  // namespace bench
