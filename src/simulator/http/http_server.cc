#include "simulator/http/http_server.h"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <chrono>
#include <cstddef>
#include <string_view>
#include <tuple>
#include <unordered_set>
#include <utility>
#include <vector>

#include "simulator/http/http_connection.h"
#include "util/error.h"
#include "util/seconds.h"

namespace bench {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using Clock = std::chrono::steady_clock;

// What a client may send in one go: a TLS record.
constexpr std::size_t kReadSize = std::size_t{16} << 10;
// As Go's server says it.
constexpr std::string_view kNotTls =
    "HTTP/1.0 400 Bad Request\r\n\r\n"
    "Client sent an HTTP request to an HTTPS server.\n";
// How often it is looked for connections that have taken too long.
constexpr std::chrono::milliseconds kSweep{500};

tcp::acceptor Listen(asio::io_context& io, std::uint16_t port) {
  try {
    return {io, tcp::endpoint(asio::ip::address_v4::loopback(), port)};
  } catch (const boost::system::system_error& error) {
    if (error.code() == asio::error::address_in_use) {
      throw Error(
          "port {} of 127.0.0.1 is taken: name another one, or 0 for "
          "one that is free",
          port);
    }
    throw Error("cannot listen on port {} of 127.0.0.1: {}", port,
                error.code().message());
  }
}

bool IsPlainHttp(const error_code& error) {
  return error.category() == asio::error::get_ssl_category() &&
         ERR_GET_REASON(static_cast<unsigned long>(error.value())) ==
             SSL_R_HTTP_REQUEST;
}

// What all sessions of a server share; it outlives them.
struct Shared {
  asio::ssl::context& tls;
  const HttpHandler& handler;
  HttpRefusal refusal;
  const HttpPatience& patience;
};

// One client of a server: its socket, TLS and deadline. Its operations keep it
// alive.
class Session final : public HttpTransport,
                      public std::enable_shared_from_this<Session> {
 public:
  using OnEnd = std::function<void(const std::shared_ptr<Session>&)>;

  Session(tcp::socket socket, const Shared& server, OnEnd on_end)
      : stream_(std::move(socket), server.tls),
        connection_(std::make_shared<HttpConnection>(server.handler,
                                                     server.refusal, *this)),
        patience_(server.patience),
        on_end_(std::move(on_end)) {}

  // Serves the client until one of the two ends it; `on_end` is called then,
  // once.
  void Start();
  // At once; does nothing when it has ended.
  void End();
  bool IsOverdue(Clock::time_point now) const { return now > deadline_; }

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

void Session::Start() {
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

HttpAnswer PlainRefusal(int status, const std::string& why) {
  return {status, why, "text/plain; charset=utf-8"};
}

class HttpServer::Impl {
 public:
  Impl(const Certificates& certificates, std::uint16_t port,
       HttpHandler handler, HttpRefusal refusal, const HttpPatience& patience)
      : handler_(std::move(handler)),
        refusal_(refusal),
        patience_(patience),
        acceptor_(Listen(io_, port)),
        port_(acceptor_.local_endpoint().port()) {
    ConfigureTls(tls_, certificates);
    Accept();
    SweepLater();
  }
  ~Impl() { CloseAll(); }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  std::uint16_t port() const { return port_; }

  void Run() {
    io_.run();
    CloseAll();
  }
  void Stop() { io_.stop(); }

  void PostAfter(double delay_s, std::function<void()> task);

 private:
  void Accept();
  void Open(tcp::socket socket);
  void SweepLater();
  void Sweep();
  void CloseAll();

  const HttpHandler handler_;
  const HttpRefusal refusal_;
  const HttpPatience patience_;
  asio::ssl::context tls_{asio::ssl::context::tls_server};
  // Before whatever lives in it. One thread runs it: asio need not wake others.
  asio::io_context io_{1};
  const Shared shared_{tls_, handler_, refusal_, patience_};
  tcp::acceptor acceptor_;
  const std::uint16_t port_;
  asio::steady_timer timer_{io_};
  std::unordered_set<std::shared_ptr<Session>> sessions_;
};

void HttpServer::Impl::PostAfter(double delay_s, std::function<void()> task) {
  if (delay_s <= 0) return asio::post(io_, std::move(task));
  const auto time = Clock::now() + std::chrono::duration_cast<Clock::duration>(
                                       std::chrono::duration<double>(delay_s));
  asio::dispatch(io_, [this, time, task = std::move(task)]() mutable {
    auto timer = std::make_unique<asio::steady_timer>(io_, time);
    asio::steady_timer& waiting = *timer;
    waiting.async_wait(
        [timer = std::move(timer), task = std::move(task)](error_code error) {
          if (!error) task();
        });
  });
}

void HttpServer::Impl::Accept() {
  acceptor_.async_accept([this](error_code error, tcp::socket socket) {
    if (error == asio::error::operation_aborted) return;
    if (!error) {
      Open(std::move(socket));
      return Accept();
    }
    // Too many open files, most likely: wait until one is closed.
    PostAfter(0.1, [this] { Accept(); });
  });
}

void HttpServer::Impl::Open(tcp::socket socket) {
  const auto session = std::make_shared<Session>(
      std::move(socket), shared_,
      [this](const auto& ended) { sessions_.erase(ended); });
  sessions_.insert(session);
  session->Start();
}

void HttpServer::Impl::SweepLater() {
  timer_.expires_after(kSweep);
  timer_.async_wait([this](error_code error) {
    if (error) return;
    Sweep();
    SweepLater();
  });
}

void HttpServer::Impl::Sweep() {
  const auto now = Clock::now();
  std::vector<std::shared_ptr<Session>> overdue;
  for (const auto& session : sessions_) {
    if (session->IsOverdue(now)) overdue.push_back(session);
  }
  for (const auto& session : overdue) session->End();
}

void HttpServer::Impl::CloseAll() {
  acceptor_.close();
  while (!sessions_.empty()) std::shared_ptr(*sessions_.begin())->End();
}

HttpServer::HttpServer(const Certificates& certificates, std::uint16_t port,
                       HttpHandler handler, HttpRefusal refusal,
                       const HttpPatience& patience)
    : impl_(std::make_unique<Impl>(certificates, port, std::move(handler),
                                   refusal, patience)) {}
HttpServer::~HttpServer() = default;

std::uint16_t HttpServer::port() const { return impl_->port(); }
void HttpServer::Run() { impl_->Run(); }
void HttpServer::Stop() { impl_->Stop(); }
void HttpServer::PostAfter(double delay_s, std::function<void()> task) {
  impl_->PostAfter(delay_s, std::move(task));
}

}  // namespace bench
