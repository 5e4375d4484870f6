#include "runner/journal.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>

#include "util/atomic_file.h"
#include "util/error.h"
#include "util/last_error.h"

namespace bench {
namespace {

namespace fs = std::filesystem;

// 2026-01-31T18:05:09Z -> 20260131T180509Z: no colons in file names.
std::string FileStamp(std::string_view rfc3339) {
  std::string stamp;
  for (const char c : rfc3339) {
    if (c != '-' && c != ':') stamp += c;
  }
  return stamp;
}

// A second run within the same second gets a name of its own.
Fd CreateNew(const fs::path& folder, const std::string& stem, fs::path& path) {
  for (int attempt = 1;; ++attempt) {
    const std::string suffix = attempt == 1 ? "" : fmt::format("-{}", attempt);
    path = folder / (stem + suffix + ".jsonl");
    if (fs::exists(folder / (stem + suffix + ".json"))) continue;
    Fd file(open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
    if (file.get() >= 0) return file;
    if (errno != EEXIST) {
      throw Error("results cannot be written: {}: {}", path.string(),
                  LastError().message());
    }
  }
}

}  // namespace

Journal::Journal(const fs::path& folder, const Result& header) {
  CheckResultsFolder(folder);
  std::error_code made;
  fs::create_directories(folder, made);
  if (made) throw Error("--results {}: {}", folder.string(), made.message());
  file_ = CreateNew(
      folder, header.scenario.name + "-" + FileStamp(header.started), path_);
  try {
    Write(JournalHeader(header));
  } catch (const Error& error) {
    Discard();
    throw Error(std::string(error.what()));
  }
}

void Journal::Append(const TrialResult& trial) { Write(JournalLine(trial)); }

fs::path Journal::Finish(const Result& result) {
  fs::path whole = path_;
  whole.replace_extension(".json");
  if (const auto error = WriteWhole(whole, ToJson(result))) {
    throw RunError(
        "the result cannot be written: {}: {}; what was measured is "
        "in {}",
        whole.string(), error.message(), path_.string());
  }
  Discard();
  return whole;
}

void Journal::Discard() {
  std::error_code ignored;
  fs::remove(path_, ignored);
}

void Journal::Write(std::string_view text) {
  if (const auto error = WriteAndSync(file_.get(), text)) {
    throw RunError("the journal cannot be written: {}: {}", path_.string(),
                   error.message());
  }
}

void CheckResultsFolder(const fs::path& folder) {
  // What is not there yet can be made in the nearest folder that is.
  fs::path there = fs::absolute(folder);
  std::error_code error;
  while (!fs::exists(there, error) && !error && there != there.parent_path()) {
    there = there.parent_path();
  }
  if (!error && !fs::is_directory(there)) {
    error = std::make_error_code(std::errc::not_a_directory);
  } else if (!error && access(there.c_str(), W_OK | X_OK) != 0) {
    error = LastError();
  }
  if (error) {
    throw Error("--results {}: {}: {}", folder.string(), there.string(),
                error.message());
  }
}

}  // namespace bench
