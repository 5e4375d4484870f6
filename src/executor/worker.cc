#include "executor/worker.h"

#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include "executor/wire.h"
#include "process/lines.h"
#include "util/atomic_file.h"

namespace bench {
namespace {

// Runs what it is told in a thread of its own, so that orders are heard
// meanwhile. When it is destroyed, the running task is ended first.
class OrderTaker {
 public:
  OrderTaker(int out_fd, const TaskRunner& runner)
      : out_fd_(out_fd), runner_(runner) {}

  void Take(std::string_view line) {
    WorkerOrder order = DecodeOrder(line);
    if (order.stop) {
      running_.request_stop();
      return;
    }
    // The last one has answered, else there would not be another order.
    running_ = std::jthread(
        [this, task = std::move(order.run)](const std::stop_token& stop) {
          const std::string answer = EncodeAnswer(RunTask(task, runner_, stop));
          // It fails when the parent is gone; then the end of input follows.
          [[maybe_unused]] const auto error = WriteAndSync(out_fd_, answer);
        });
  }

 private:
  const int out_fd_;
  const TaskRunner& runner_;
  std::jthread running_;
};

}  // namespace

int RunWorker(int in_fd, int out_fd, const TaskRunner& runner) {
  // A parent that is gone is seen as the end of input, not as a signal.
  std::signal(SIGPIPE, SIG_IGN);
  OrderTaker orders(out_fd, runner);
  LineSplitter lines([&orders](std::string_view line) { orders.Take(line); });
  std::array<char, 4096> buffer;
  while (true) {
    const ssize_t size = read(in_fd, buffer.data(), buffer.size());
    if (size > 0) {
      lines.Feed({buffer.data(), static_cast<std::size_t>(size)});
    } else if (size == 0 || errno != EINTR) {
      return 0;
    }
  }
}

}  // namespace bench
