#pragma once

#include <filesystem>

#include "model/result.h"
#include "util/fd.h"

namespace bench {

/// The result while it grows: results/<scenario>-<UTC time>.jsonl, each trial
/// on disk the moment it ends, so that even kill -9 loses only the running one.
/// Finish replaces it by the whole result, the same name with .json.
class Journal {
 public:
  /// Creates the file in `folder` and writes the header. Throws Error when it
  /// cannot, with the reason.
  Journal(const std::filesystem::path& folder, const Result& header);
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;

  /// Returns when it is on disk. Throws RunError (disk full, say).
  void Append(const TrialResult& trial);

  /// Writes the .json, whole or not at all, then removes the journal. Returns
  /// its path. Throws RunError, and leaves the journal where it is.
  std::filesystem::path Finish(const Result& result);

  /// Removes the journal of a run that has measured nothing.
  void Discard();

  const std::filesystem::path& path() const { return path_; }

 private:
  void Write(std::string_view text);

  std::filesystem::path path_;
  Fd file_;
};

/// Throws Error when results cannot be written there. Makes nothing: to be
/// called before anything is touched.
void CheckResultsFolder(const std::filesystem::path& folder);

}  // namespace bench
