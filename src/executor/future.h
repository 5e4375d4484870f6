#pragma once

#include <chrono>
#include <condition_variable>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "util/error.h"

namespace bench {

/// What a future gives whose task was cancelled before it started.
class CancelledError : public Error {
 public:
  CancelledError() : Error("the task was cancelled before it started") {}
};

namespace internal {

// What a Future and its Promise share.
template <typename T>
struct FutureState {
  enum class Phase { kPending, kRunning, kCancelled, kFinished };

  bool Done() const {
    return phase == Phase::kCancelled || phase == Phase::kFinished;
  }

  // Ends in `last` and tells everyone who waits, without the lock.
  void Finish(std::unique_lock<std::mutex> lock, Phase last) {
    phase = last;
    const auto callbacks = std::exchange(on_done, {});
    lock.unlock();
    changed.notify_all();
    for (const auto& callback : callbacks) callback();
  }

  std::mutex mutex;
  std::condition_variable changed;
  Phase phase = Phase::kPending;
  std::optional<T> value;
  std::exception_ptr error;
  std::vector<std::function<void()>> on_done;
};

}  // namespace internal

/// What becomes of a submitted task: Python's concurrent.futures.Future.
/// Copies stand for the same task. Safe to use from many threads.
template <typename T>
class Future {
 public:
  /// Cancelled, or finished with a value or an error.
  bool Done() const {
    const std::lock_guard lock(state_->mutex);
    return state_->Done();
  }
  bool Running() const { return Is(Phase::kRunning); }
  bool Cancelled() const { return Is(Phase::kCancelled); }

  /// Cancels what has not started. False when it is too late.
  bool Cancel() {
    std::unique_lock lock(state_->mutex);
    if (state_->phase == Phase::kPending) {
      state_->Finish(std::move(lock), Phase::kCancelled);
      return true;
    }
    return state_->phase == Phase::kCancelled;
  }

  void Wait() const { Settled(); }
  /// False when it is not done in time.
  bool WaitFor(std::chrono::nanoseconds limit) const {
    std::unique_lock lock(state_->mutex);
    return state_->changed.wait_for(lock, limit,
                                    [this] { return state_->Done(); });
  }

  /// Waits. Throws the task's error, or CancelledError.
  const T& Get() const& {
    if (const std::exception_ptr thrown = error()) {
      std::rethrow_exception(thrown);
    }
    return *state_->value;
  }
  /// By value: that of a temporary would not live long enough.
  T Get() const&& { return static_cast<const Future&>(*this).Get(); }

  /// Waits. Null when the task has a value. Throws CancelledError.
  std::exception_ptr error() const {
    if (Settled() == Phase::kCancelled) throw CancelledError();
    return state_->error;  // never changes again
  }

  /// Calls `callback` once, when it is done: at once, or in the thread that
  /// finishes the task. It must not throw or block.
  void OnDone(std::function<void()> callback) {
    {
      const std::lock_guard lock(state_->mutex);
      if (!state_->Done()) {
        state_->on_done.push_back(std::move(callback));
        return;
      }
    }
    callback();
  }

  /// Stand for the same task.
  bool operator==(const Future& other) const = default;

 private:
  template <typename>
  friend class Promise;
  using Phase = typename internal::FutureState<T>::Phase;

  explicit Future(std::shared_ptr<internal::FutureState<T>> state)
      : state_(std::move(state)) {}

  bool Is(Phase phase) const {
    const std::lock_guard lock(state_->mutex);
    return state_->phase == phase;
  }
  Phase Settled() const {
    std::unique_lock lock(state_->mutex);
    state_->changed.wait(lock, [this] { return state_->Done(); });
    return state_->phase;
  }

  std::shared_ptr<internal::FutureState<T>> state_;
};

/// The executor's side of a Future. Start, then SetValue or SetError once.
template <typename T>
class Promise {
 public:
  Future<T> future() const { return Future<T>(state_); }

  /// False when it was cancelled: the task must not be run then.
  bool Start() {
    const std::lock_guard lock(state_->mutex);
    if (state_->phase != Phase::kPending) return false;
    state_->phase = Phase::kRunning;
    return true;
  }
  void SetValue(T value) {
    std::unique_lock lock(state_->mutex);
    state_->value = std::move(value);
    state_->Finish(std::move(lock), Phase::kFinished);
  }
  void SetError(std::exception_ptr error) {
    std::unique_lock lock(state_->mutex);
    state_->error = std::move(error);
    state_->Finish(std::move(lock), Phase::kFinished);
  }

 private:
  using Phase = typename internal::FutureState<T>::Phase;

  std::shared_ptr<internal::FutureState<T>> state_ =
      std::make_shared<internal::FutureState<T>>();
};

}  // namespace bench
