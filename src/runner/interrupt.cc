#include "runner/interrupt.h"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <csignal>
#include <string>
#include <thread>
#include <utility>

#include "util/seconds.h"

namespace bench {

namespace {

// Longer than any run; what the clock's own unit can still count.
constexpr double kForEverS = 365.0 * 24 * 3600;

// By whoever started us: nohup, or a shell that put us in the background.
bool IsIgnored(int number) {
  struct sigaction action{};
  return sigaction(number, nullptr, &action) == 0 &&
         action.sa_handler == SIG_IGN;
}

}  // namespace

struct Interrupt::Impl {
  explicit Impl(std::string text)
      : on_second(std::move(text)), signals(context), timer(context) {
    for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
      if (!IsIgnored(number)) signals.add(number);
    }
    Listen();
    thread = std::thread([this] { context.run(); });
  }

  ~Impl() {
    context.stop();
    thread.join();
  }

  void Listen() {
    signals.async_wait([this](boost::system::error_code error, int number) {
      if (error) return;
      if (first.exchange(number) != 0) LeaveAtOnce(number);
      stop.request_stop();
      Listen();
    });
  }

  [[noreturn]] void LeaveAtOnce(int number) const {
    // Nothing can be done about a stderr that is gone.
    [[maybe_unused]] const auto written =
        write(STDERR_FILENO, on_second.data(), on_second.size());
    // No destructors: they would wait for what the user does not wait for.
    _exit(128 + number);
  }

  std::string on_second;
  // A context of its own: nothing that launches children may share it.
  boost::asio::io_context context{1};
  boost::asio::signal_set signals;
  boost::asio::steady_timer timer;
  std::stop_source stop;
  std::atomic<int> first{0};
  std::atomic<bool> timed_out{false};
  std::thread thread;
};

Interrupt::Interrupt(std::string on_second)
    : impl_(std::make_unique<Impl>(std::move(on_second))) {}

Interrupt::~Interrupt() = default;

std::stop_token Interrupt::token() const { return impl_->stop.get_token(); }

void Interrupt::StopAfter(double seconds) {
  // In the context's own thread, which nothing else about the timer is in.
  boost::asio::post(impl_->context, [impl = impl_.get(), seconds] {
    impl->timer.expires_after(Milliseconds(std::min(seconds, kForEverS)));
    impl->timer.async_wait([impl](boost::system::error_code error) {
      if (error || impl->first != 0) return;
      impl->timed_out = true;
      impl->stop.request_stop();
    });
  });
}

bool Interrupt::timed_out() const { return impl_->timed_out; }

int Interrupt::signal() const { return impl_->first; }

}  // namespace bench
