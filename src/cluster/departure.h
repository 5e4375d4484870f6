#pragma once

#include <functional>
#include <optional>
#include <set>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "cluster/patience.h"
#include "kubernetes/api.h"
#include "kubernetes/objects.h"
#include "process/command.h"

namespace bench {

/// Watches objects go. Looks only where some were left the last time, which is
/// quick and disturbs the cluster little, and everywhere once those are gone.
class Departure {
 public:
  /// Picks the objects that are watched.
  using Select =
      std::function<std::vector<Object>(std::span<const Object> found)>;

  /// `everywhere`: all the places where such an object could be.
  Departure(Api& api, const Pacing& pacing, std::vector<Collection> everywhere,
            Select select);

  /// Looks next only where these are.
  void StartWith(std::span<const Object> objects);

  /// What is left. Empty only after a look everywhere, in what the server has
  /// now. Nothing when `stop` is requested. Throws RunError when the API server
  /// fails for longer than its patience.
  std::optional<std::vector<Object>> Look(const std::stop_token& stop);

  /// When the last one had been seen gone: before the look everywhere that
  /// confirmed it. Valid once Look has found nothing.
  Clock::time_point gone_at() const { return gone_at_; }

  /// What the API server did not let us list, in its words.
  const std::set<std::string>& forbidden() const { return forbidden_; }

 private:
  std::optional<std::vector<Object>> LookAt(std::span<const Collection> places,
                                            Reading reading,
                                            const std::stop_token& stop);

  Api& api_;
  Pacing pacing_;
  std::vector<Collection> everywhere_;
  Select select_;
  std::vector<Collection> places_;
  Clock::time_point gone_at_;
  std::set<std::string> forbidden_;
};

/// Picks the objects for which `test` holds.
Departure::Select Those(std::function<bool(const Object&)> test);

/// Deletes what `departure` finds, again and again, until it finds nothing:
/// controllers may put an object back once. What is owned by another one of
/// them is left to the garbage collector. Returns early when `stop` is
/// requested; throws RunError when objects are left after Pacing::remove.
void DeleteUntilGone(Api& api, Departure& departure, const Pacing& pacing,
                     const std::stop_token& stop);

}  // namespace bench
