#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "model/trial.h"
#include "process/command.h"
#include "status/status.h"

namespace bench {

/// The time left: how long the done trials took on average, times what is
/// left, less what the running one has had. Empty before the first has ended.
std::string TimeLeft(std::size_t done, std::size_t total, Clock::duration took,
                     Clock::duration running);

/// The progress of a run: where it stands, what it does right now, how long it
/// will still take, and a line for each trial that has ended.
class Progress {
 public:
  /// `grouped`: each block is a group of lines that GitHub Actions folds.
  explicit Progress(Status& status, bool grouped = false)
      : status_(status), grouped_(grouped) {}
  ~Progress() { EndGroup(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// So many trials more are going to be run.
  void Expect(std::size_t trials) { total_ += trials; }
  void Begin(const PlannedTrial& planned);
  void Phase(std::string_view what);
  void End(std::string_view how);
  void EndGroup();

  Status& status() { return status_; }

 private:
  void BeginGroup(const PlannedTrial& planned);

  Status& status_;
  bool grouped_;
  std::optional<int> group_;  // its block
  std::size_t total_ = 0;
  std::size_t done_ = 0;
  Clock::duration took_{0};  // the done ones together
  Clock::time_point begin_;  // of the running one
  std::string trial_;
};

/// "block 3, thread-pool@5"; the warm-up is said to be it.
std::string TrialTitle(const PlannedTrial& planned);

}  // namespace bench
