#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "simulator/http/http_connection.h"

namespace bench {
namespace {

void Expect(bool holds) {
  if (!holds) std::abort();
}

/// A network that carries everything, and a handler that does all that one can
/// do with a request, by the last letter of its path.
class World final : public HttpTransport {
 public:
  World()
      : handler_([this](const HttpRequest& request, const auto& exchange) {
          Handle(request, exchange);
        }),
        connection_(
            std::make_shared<HttpConnection>(handler_, PlainRefusal, *this)) {}

  void Receive(std::string_view bytes) {
    connection_->Receive(bytes);
    Settle();
  }
  void End() {
    connection_->EndOfInput();
    connection_->Gone();
    Expect(closed_ == asked_);
  }
  /// What was sent, without what depends on how the request was cut.
  std::string TakeSent() {
    const std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
    for (std::size_t at = sent_.find(go_on); at != std::string::npos;
         at = sent_.find(go_on)) {
      sent_.erase(at, go_on.size());
    }
    return std::move(sent_);
  }

  void Send(std::string_view bytes) override {
    sent_ += bytes;
    sending_ = true;
  }
  void Finish() override { over_ = true; }
  void Abort() override { over_ = true; }

 private:
  void Handle(const HttpRequest& request,
              const std::shared_ptr<HttpExchange>& exchange) {
    ++asked_;
    exchange->OnClosed([this] { ++closed_; });
    HttpAnswer answer;
    answer.body = request.target + request.body;
    switch (request.target.empty() ? ' ' : request.target.back()) {
      case 't':
        throw std::runtime_error(request.target);
      case 'f':  // forgotten
        return;
      case 'l':
        later_.push_back(exchange);
        return;
      case 'w':
        exchange->Begin(200, "application/json");
        exchange->Write(request.body);
        exchange->Write("part");
        exchange->End();
        return;
      default:
        exchange->Answer(std::move(answer));
    }
  }

  void Settle() {
    while (!over_ && (sending_ || !later_.empty())) {
      if (std::exchange(sending_, false)) connection_->Sent();
      for (const auto& exchange : std::exchange(later_, {})) {
        exchange->Answer({});
      }
    }
  }

  HttpHandler handler_;
  std::shared_ptr<HttpConnection> connection_;
  std::vector<std::shared_ptr<HttpExchange>> later_;
  std::string sent_;
  bool sending_ = false;
  bool over_ = false;
  int asked_ = 0;
  int closed_ = 0;
};

std::string Answers(std::string_view bytes, std::size_t step) {
  World world;
  for (; !bytes.empty(); bytes.remove_prefix(std::min(step, bytes.size()))) {
    world.Receive(bytes.substr(0, step));
  }
  world.End();
  return world.TakeSent();
}

}  // namespace
}  // namespace bench

constexpr std::size_t kLong = 60'000;

/// Any bytes are answered or refused, in the same way however the network cuts
/// them, and whoever handled a request is told of its end exactly once. The
/// first byte says how they are cut.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  if (size < 2) return 0;
  std::string bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  // How soon it is seen that a head is malformed depends on how it is cut; at
  // its end it is seen in any case.
  bytes += "\r\n\r\n";
  const std::size_t step = std::size_t{1} + data[0];
  const std::string in_pieces = bench::Answers(bytes, step);
  const std::string whole = bench::Answers(bytes, bytes.size());
  // So does which of its faults a head has that is also too long.
  bench::Expect(in_pieces == whole || size > kLong);
  return 0;
}
