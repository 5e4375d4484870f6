#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <iterator>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "executor/future.h"

namespace bench {

/// Yields futures as they finish or are cancelled, each once, also when it was
/// given twice: Python's as_completed.
///
///   for (const Future<Outcome>& future : AsCompleted(futures)) …
template <typename T>
class AsCompleted {
 public:
  explicit AsCompleted(std::vector<Future<T>> futures) {
    for (Future<T>& future : futures) {
      if (std::ranges::find(futures_, future) == futures_.end()) {
        futures_.push_back(std::move(future));
      }
    }
    for (std::size_t i = 0; i < futures_.size(); ++i) {
      futures_[i].OnDone([done = done_, i] { done->Push(i); });
    }
  }

  /// Waits for the next one; nothing when all have been yielded.
  std::optional<Future<T>> Next() {
    if (yielded_ == futures_.size()) return std::nullopt;
    ++yielded_;
    return futures_[done_->Pop()];
  }

  class Iterator {
   public:
    explicit Iterator(AsCompleted& all) : all_(all), now_(all.Next()) {}
    const Future<T>& operator*() const { return *now_; }
    Iterator& operator++() {
      now_ = all_.Next();
      return *this;
    }
    bool operator==(std::default_sentinel_t) const { return !now_; }

   private:
    AsCompleted& all_;
    std::optional<Future<T>> now_;
  };
  Iterator begin() { return Iterator(*this); }
  std::default_sentinel_t end() const { return {}; }

 private:
  // Indices of those that are done. Shared with their callbacks, which may
  // come after the loop has been left.
  class DoneQueue {
   public:
    void Push(std::size_t index) {
      const std::lock_guard lock(mutex_);
      queue_.push_back(index);
      pushed_.notify_one();
    }
    std::size_t Pop() {
      std::unique_lock lock(mutex_);
      pushed_.wait(lock, [this] { return !queue_.empty(); });
      const std::size_t index = queue_.front();
      queue_.pop_front();
      return index;
    }

   private:
    std::mutex mutex_;
    std::condition_variable pushed_;
    std::deque<std::size_t> queue_;
  };

  std::vector<Future<T>> futures_;
  std::shared_ptr<DoneQueue> done_ = std::make_shared<DoneQueue>();
  std::size_t yielded_ = 0;
};

}  // namespace bench
