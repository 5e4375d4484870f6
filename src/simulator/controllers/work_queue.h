#pragma once

#include <functional>
#include <set>

#include "simulator/cost/event_loop.h"
#include "simulator/objects/rest.h"

namespace bench {

/// What a controller still has to look at. A key that is added several times
/// before its turn is looked at once.
class WorkQueue {
 public:
  using Reconcile = std::function<void(const Key&)>;

  /// `delay_s`: from the first mention of a key to its turn. A refusal of the
  /// store (ApiError, such as an object that has gone meanwhile) and an object
  /// that is not formed as expected end the turn: the next change brings it up
  /// again.
  WorkQueue(EventLoop& loop, double delay_s, Reconcile reconcile);

  void Add(const Key& key) { AddAfter(delay_s_, key); }
  void AddAfter(double delay_s, const Key& key);

 private:
  EventLoop& loop_;
  double delay_s_;
  Reconcile reconcile_;
  std::set<Key> waiting_;
};

/// Starts a controller that remembers nothing: `note` adds to its queue what a
/// change asks it to look at, `reconcile` looks at it `delay_s` later.
void StartController(Rest& rest, EventLoop& loop, double delay_s,
                     std::function<void(Rest&, const Change&, WorkQueue&)> note,
                     std::function<void(Rest&, const Key&)> reconcile);

}  // namespace bench
