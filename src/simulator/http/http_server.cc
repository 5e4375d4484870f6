#include "simulator/http/http_server.h"

#include <boost/asio/dispatch.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <unordered_set>
#include <utility>
#include <vector>

#include "simulator/http/http_session.h"
#include "simulator/http/tls.h"
#include "util/error.h"
#include "util/fd.h"

namespace bench {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using Clock = HttpSession::Clock;

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

  void Post(std::function<void()> task) { asio::post(io_, std::move(task)); }
  void PostAfter(double delay_s, std::function<void()> task);

 private:
  void Accept();
  void Open(Fd socket);
  void SweepLater();
  void Sweep();
  void CloseAll();

  const HttpHandler handler_;
  const HttpRefusal refusal_;
  const HttpPatience patience_;
  asio::ssl::context tls_{asio::ssl::context::tls_server};
  // Before whatever lives in it. One thread runs it: asio need not wake others.
  asio::io_context io_{1};
  const HttpSession::Server shared_{io_, tls_, handler_, refusal_, patience_};
  tcp::acceptor acceptor_;
  const std::uint16_t port_;
  asio::steady_timer timer_{io_};
  std::unordered_set<std::shared_ptr<HttpSession>> sessions_;
};

void HttpServer::Impl::PostAfter(double delay_s, std::function<void()> task) {
  if (delay_s <= 0) return Post(std::move(task));
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
      Open(Fd(socket.release()));
      return Accept();
    }
    // Too many open files, most likely: wait until one is closed.
    PostAfter(0.1, [this] { Accept(); });
  });
}

void HttpServer::Impl::Open(Fd socket) {
  const auto session = HttpSession::New(
      shared_, [this](const auto& ended) { sessions_.erase(ended); });
  sessions_.insert(session);
  session->Start(std::move(socket));
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
  std::vector<std::shared_ptr<HttpSession>> overdue;
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
void HttpServer::Post(std::function<void()> task) {
  impl_->Post(std::move(task));
}
void HttpServer::PostAfter(double delay_s, std::function<void()> task) {
  impl_->PostAfter(delay_s, std::move(task));
}

}  // namespace bench
