#include "simulator/http/http_session.h"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <cstddef>
#include <string_view>
#include <tuple>
#include <utility>

#include "simulator/http/http_connection.h"
#include "util/seconds.h"

namespace bench {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

// What a client may send in one go: a TLS record.
constexpr std::size_t kReadSize = std::size_t{16} << 10;
// As Go's server says it.
constexpr std::string_view kNotTls =
    "HTTP/1.0 400 Bad Request\r\n\r\n"
    "Client sent an HTTP request to an HTTPS server.\n";

bool IsPlainHttp(const error_code& error) {
  return error.category() == asio::error::get_ssl_category() &&
         ERR_GET_REASON(static_cast<unsigned long>(error.value())) ==
             SSL_R_HTTP_REQUEST;
}

/// Its operations keep it alive.
class Session final : public HttpSession,
                      public HttpTransport,
                      public std::enable_shared_from_this<Session> {
 public:
  Session(const Server& server, OnEnd on_end)
      : stream_(server.io, server.tls),
        connection_(std::make_shared<HttpConnection>(server.handler,
                                                     server.refusal, *this)),
        patience_(server.patience),
        on_end_(std::move(on_end)) {}

  void Start(Fd socket) override;
  void End() override;
  bool IsOverdue(Clock::time_point now) const override {
    return now > deadline_;
  }

  void Send(std::string_view bytes) override;
  void Finish() override;
  void Abort() override;

 private:
  void OnHandshake(const error_code& error);
  void Read();
  void OnRead(const error_code& error, std::size_t size);
  void EndOutput();
  void Drain();
  void CloseSocket();
  void SetDeadline();
  void Within(double seconds) {
    deadline_ = Clock::now() + Milliseconds(seconds);
  }

  asio::ssl::stream<tcp::socket> stream_;
  std::shared_ptr<HttpConnection> connection_;
  const HttpPatience& patience_;
  OnEnd on_end_;
  std::array<char, kReadSize> block_{};
  bool reading_ = false;
  bool finishing_ = false;
  HttpConnection::Turn turn_ = HttpConnection::Turn::kNobody;
  Clock::time_point deadline_;
};

void Session::Start(Fd socket) {
  stream_.next_layer().assign(tcp::v4(), socket.get());
  socket.release();
  error_code ignored;  // of a client that has gone already
  std::ignore = stream_.next_layer().set_option(tcp::no_delay(true), ignored);
  Within(patience_.handshake_s);
  stream_.async_handshake(asio::ssl::stream_base::server,
                          [self = shared_from_this()](error_code error) {
                            self->OnHandshake(error);
                          });
}

void Session::OnHandshake(const error_code& error) {
  if (!error) {
    SetDeadline();
    Read();
  } else if (IsPlainHttp(error)) {
    Within(patience_.linger_s);
    asio::async_write(stream_.next_layer(), asio::buffer(kNotTls),
                      [self = shared_from_this()](error_code, std::size_t) {
                        self->EndOutput();
                      });
  } else {
    End();
  }
}

void Session::Read() {
  reading_ = true;
  stream_.async_read_some(
      asio::buffer(block_),
      [self = shared_from_this()](error_code error, std::size_t size) {
        self->OnRead(error, size);
      });
}

// A read is always pending: so it is noticed when the client goes away.
void Session::OnRead(const error_code& error, std::size_t size) {
  reading_ = false;
  if (finishing_) {
    if (!error) Read();
    return;
  }
  if (error) return connection_->EndOfInput();
  connection_->Receive({block_.data(), size});
  SetDeadline();
  if (!reading_ && !connection_->full()) Read();
}

void Session::Send(std::string_view bytes) {
  asio::async_write(stream_, asio::buffer(bytes.data(), bytes.size()),
                    [self = shared_from_this()](error_code error, std::size_t) {
                      if (error) return self->End();
                      self->connection_->Sent();
                      self->SetDeadline();
                      if (!self->reading_ && !self->connection_->full())
                        self->Read();
                    });
}

// Whatever the client still sends is read, or it would be told that the
// connection was reset and would not see the answer.
void Session::Finish() {
  finishing_ = true;
  Within(patience_.linger_s);
  stream_.async_shutdown(
      [self = shared_from_this()](error_code) { self->EndOutput(); });
}

void Session::EndOutput() {
  error_code ignored;
  std::ignore =
      stream_.next_layer().shutdown(tcp::socket::shutdown_send, ignored);
  Drain();
}

void Session::Drain() {
  stream_.next_layer().async_read_some(
      asio::buffer(block_),
      [self = shared_from_this()](error_code error, std::size_t) {
        if (error) return self->End();
        self->Drain();
      });
}

void Session::CloseSocket() {
  error_code ignored;
  std::ignore = stream_.next_layer().close(ignored);
}

void Session::Abort() {
  CloseSocket();
  asio::post(stream_.get_executor(),
             [self = shared_from_this()] { self->End(); });
}

void Session::End() {
  if (!on_end_) return;
  const OnEnd on_end = std::exchange(on_end_, nullptr);
  CloseSocket();
  connection_->Gone();
  on_end(shared_from_this());
}

// The client's time runs from the first byte of its request to the last;
// between requests from the last thing that happened; the handler has its own.
void Session::SetDeadline() {
  if (finishing_) return;
  using Turn = HttpConnection::Turn;
  const Turn before = std::exchange(turn_, connection_->turn());
  if (turn_ == Turn::kHandler) {
    deadline_ = Clock::time_point::max();
  } else if (turn_ != Turn::kClient) {
    Within(patience_.idle_s);
  } else if (before != Turn::kClient) {
    Within(patience_.request_s);
  }
}

}  // namespace

std::shared_ptr<HttpSession> HttpSession::New(const Server& server,
                                              OnEnd on_end) {
  return std::make_shared<Session>(server, std::move(on_end));
}

}  // namespace bench
