#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "kubernetes/objects.h"
#include "process/command.h"

namespace bench {

/// Decides from a row of inventories whether anything still changes: an object
/// that comes, goes or has another resourceVersion. Leases, which are renewed
/// for ever, do not count. Never reads a clock.
class QuietWatch {
 public:
  explicit QuietWatch(std::chrono::milliseconds window) : window_(window) {}

  /// Takes all that was there at `now`; true once nothing has changed for the
  /// window.
  bool Feed(std::span<const Object> inventory, Clock::time_point now);

  /// What the last change was about; empty before the first.
  const std::vector<std::string>& changed() const { return changed_; }

 private:
  /// uid -> resourceVersion and the words for it.
  using Versions = std::map<std::string, std::pair<std::string, std::string>>;

  std::chrono::milliseconds window_;
  std::optional<Versions> last_;
  Clock::time_point unchanged_since_;
  std::vector<std::string> changed_;
};

}  // namespace bench
