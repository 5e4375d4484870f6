#pragma once

#include <coroutine>
#include <cstddef>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

namespace bench {

template <typename T>
class Async;

namespace async {

/// Lets whoever waits for a coroutine that has ended go on.
struct ResumeWaiting {
  bool await_ready() const noexcept { return false; }
  template <typename Promise>
  std::coroutine_handle<> await_suspend(
      std::coroutine_handle<Promise> ended) const noexcept {
    return ended.promise().waiting;
  }
  void await_resume() const noexcept {}
};

struct PromiseBase {
  std::suspend_always initial_suspend() const noexcept { return {}; }
  ResumeWaiting final_suspend() const noexcept { return {}; }
  void unhandled_exception() noexcept { error = std::current_exception(); }

  std::coroutine_handle<> waiting = std::noop_coroutine();
  std::exception_ptr error;
};

template <typename T>
struct AsyncPromise : PromiseBase {
  Async<T> get_return_object();
  void return_value(T result) { value.emplace(std::move(result)); }
  T Take() {
    if (error) std::rethrow_exception(error);
    return std::move(*value);
  }
  std::optional<T> value;
};

template <>
struct AsyncPromise<void> : PromiseBase {
  inline Async<void> get_return_object();
  void return_void() const noexcept {}
  void Take() const {
    if (error) std::rethrow_exception(error);
  }
};

}  // namespace async

/// What a coroutine will have made: it begins when it is awaited, gives way
/// whenever it waits itself, and comes back with a value or what was thrown.
/// All coroutines of a program's event loop run in one thread.
template <typename T = void>
class [[nodiscard]] Async {
 public:
  using promise_type = async::AsyncPromise<T>;

  explicit Async(std::coroutine_handle<promise_type> handle)
      : handle_(handle) {}
  Async(Async&& other) noexcept : handle_(std::exchange(other.handle_, {})) {}
  Async& operator=(Async&& other) noexcept {
    std::swap(handle_, other.handle_);
    return *this;
  }
  ~Async() {
    if (handle_) handle_.destroy();
  }

  bool await_ready() const noexcept { return false; }
  std::coroutine_handle<> await_suspend(
      std::coroutine_handle<> waiting) noexcept {
    handle_.promise().waiting = waiting;
    return handle_;
  }
  T await_resume() { return handle_.promise().Take(); }

 private:
  std::coroutine_handle<promise_type> handle_;
};

template <typename T>
Async<T> async::AsyncPromise<T>::get_return_object() {
  return Async<T>(std::coroutine_handle<AsyncPromise>::from_promise(*this));
}
inline Async<void> async::AsyncPromise<void>::get_return_object() {
  return Async<void>(std::coroutine_handle<AsyncPromise>::from_promise(*this));
}

/// Awaits a callback. `start` is given the function to call, once, now or
/// later, with what the waiting coroutine gets.
template <typename T>
class Callback {
 public:
  using Done = std::function<void(T)>;

  explicit Callback(std::function<void(Done)> start)
      : start_(std::move(start)) {}

  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> waiting) const {
    // What it captures may go with this object, once the coroutine goes on.
    const auto start = std::move(start_);
    start([this, waiting](T value) {
      value_.emplace(std::move(value));
      waiting.resume();
    });
  }
  T await_resume() const { return std::move(*value_); }

 private:
  // Whoever waits for it sees nothing of what it goes through meanwhile.
  mutable std::function<void(Done)> start_;
  mutable std::optional<T> value_;
};

namespace async {

/// A coroutine that nobody waits for; it goes when it has ended.
struct Detached {
  // The standard's name.
  struct promise_type {  // NOLINT(readability-identifier-naming)
    Detached get_return_object() const noexcept { return {}; }
    std::suspend_never initial_suspend() const noexcept { return {}; }
    std::suspend_never final_suspend() const noexcept { return {}; }
    void return_void() const noexcept {}
    void unhandled_exception() const noexcept { std::terminate(); }
  };
};

}  // namespace async

/// Begins it at once, and does not wait. It must not throw.
inline async::Detached Spawn(Async<void> work) { co_await work; }

namespace async {

/// What WhenAll waits for.
struct Latch {
  std::size_t left;
  std::coroutine_handle<> waiting = nullptr;
  std::exception_ptr error = nullptr;

  void Arrive() {
    if (--left == 0 && waiting) waiting.resume();
  }
  bool await_ready() const noexcept { return left == 0; }
  void await_suspend(std::coroutine_handle<> handle) noexcept {
    waiting = handle;
  }
  void await_resume() const {
    if (error) std::rethrow_exception(error);
  }
};

template <typename T>
Detached Fill(Async<T> work, std::optional<T>& slot, Latch& latch) {
  try {
    slot.emplace(co_await work);
  } catch (...) {
    latch.error = std::current_exception();
  }
  latch.Arrive();
}

}  // namespace async

/// All of them side by side; what they made, in their order. When any throws,
/// so does this, after all have ended.
template <typename T>
Async<std::vector<T>> WhenAll(std::vector<Async<T>> all) {
  std::vector<std::optional<T>> slots(all.size());
  async::Latch latch{.left = all.size()};
  for (std::size_t i = 0; i < all.size(); ++i) {
    async::Fill(std::move(all[i]), slots[i], latch);
  }
  co_await latch;
  std::vector<T> values;
  values.reserve(slots.size());
  for (std::optional<T>& slot : slots) values.push_back(std::move(*slot));
  co_return values;
}

/// What it made. `run` is an event loop that ends when nothing is left to do.
template <typename T>
T RunAsync(Async<T> work, const std::function<void()>& run) {
  std::optional<T> value;
  async::Latch latch{.left = 1};
  async::Fill(std::move(work), value, latch);
  run();
  latch.await_resume();
  return std::move(*value);
}

}  // namespace bench
