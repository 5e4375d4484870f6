#include "cli/result_files.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <system_error>
#include <utility>

#include "report/headline.h"

namespace bench {
namespace {

namespace fs = std::filesystem;

// Releases, then namespaces.
using Size = std::pair<std::size_t, int>;

Size SizeOf(const Result& result) {
  return {Releases(result.scenario).size(), result.scenario.namespace_count};
}

// Why two results cannot stand in one report; empty: they can.
std::string WhyNotInOne(const Result& a, const Result& b) {
  if (SizeOf(a) == SizeOf(b)) return WhyNotTogether(a, b);
  if (a.cluster.kind != b.cluster.kind || NotReal(a) != NotReal(b)) {
    return "their clusters or their helm are not of one kind";
  }
  return "";
}

bool IsResultFile(const fs::path& file) {
  return (file.extension() == ".json" && file.filename() != "schema.json") ||
         file.extension() == ".jsonl";
}

}  // namespace

std::vector<Result> LoadResults(const std::vector<fs::path>& files) {
  std::vector<Result> results;
  results.reserve(files.size());
  for (const fs::path& file : files) results.push_back(LoadResult(file));
  return results;
}

Error NotTogether(const fs::path& file, const fs::path& earlier,
                  const std::string& why) {
  return Error("{} cannot be taken together with {}: {}", file.string(),
               earlier.string(), why);
}

std::vector<Analysis> AnalyzeBySize(std::vector<Result> results,
                                    const std::vector<fs::path>& files) {
  for (std::size_t i = 1; i < results.size(); ++i) {
    for (std::size_t earlier = 0; earlier < i; ++earlier) {
      const std::string why = WhyNotInOne(results[earlier], results[i]);
      if (!why.empty()) throw NotTogether(files[i], files[earlier], why);
    }
  }
  const Size first = SizeOf(results.front());
  std::map<Size, std::vector<Result>> by_size;
  for (Result& result : results) {
    const Size size = SizeOf(result);
    by_size[size].push_back(std::move(result));
  }
  std::vector<Analysis> analyses;
  analyses.push_back(Analyze(std::move(by_size[first])));
  by_size.erase(first);
  for (auto& [size, some] : by_size) {
    analyses.push_back(Analyze(std::move(some)));
  }
  return analyses;
}

fs::path NewestResult(const fs::path& folder) {
  std::optional<std::pair<fs::file_time_type, fs::path>> newest;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    std::error_code gone;
    if (!IsResultFile(entry.path()) || !entry.is_regular_file(gone)) continue;
    std::pair one = {entry.last_write_time(gone), entry.path()};
    if (!gone && (!newest || one > *newest)) newest = std::move(one);
  }
  if (error) throw Error("{}: {}", folder.string(), error.message());
  if (!newest) {
    throw Error(
        "there is no result in {}: name one, or measure first, as with "
        "./bench --scenario three-charts",
        folder.string());
  }
  return newest->second;
}

}  // namespace bench
