#include "executor/worker.h"

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/readable_pipe.hpp>
#include <boost/asio/writable_pipe.hpp>
#include <boost/asio/write.hpp>
#include <csignal>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include "executor/wire.h"
#include "process/subprocess_runner.h"

namespace bench {
namespace {

namespace asio = boost::asio;

}  // namespace

int RunWorker(int in_fd, int out_fd) {
  // A parent that is gone is seen as the end of `in`, not as a signal.
  std::signal(SIGPIPE, SIG_IGN);
  asio::io_context io;
  asio::readable_pipe in(io, in_fd);
  asio::writable_pipe out(io, out_fd);
  SubprocessRunner runner;
  // Orders are read while a command runs. The thread's end, at the next
  // assignment or at the return, asks its command to stop and waits for it.
  std::jthread running;
  std::string received;
  boost::system::error_code error;
  while (true) {
    const std::size_t size =
        asio::read_until(in, asio::dynamic_buffer(received), '\n', error);
    if (error) return 0;
    WorkerOrder order = DecodeOrder(std::string_view(received).substr(0, size));
    received.erase(0, size);
    if (order.stop) {
      running.request_stop();
      continue;
    }
    running = std::jthread([&runner, &out, command = std::move(order.run)](
                               const std::stop_token& stop) {
      const std::string answer = EncodeAnswer(RunTask(command, runner, stop));
      boost::system::error_code ignored;  // the parent is gone
      asio::write(out, asio::buffer(answer), ignored);
    });
  }
}

}  // namespace bench
