#pragma once

#include <chrono>
#include <functional>
#include <memory>

#include "simulator/http/http_server.h"
#include "util/fd.h"

namespace boost::asio {
class io_context;
namespace ssl {
class context;
}
}  // namespace boost::asio

namespace bench {

/// One client of a server: its socket, TLS and deadline. Abstract only to keep
/// Boost out of this header.
class HttpSession {
 public:
  using Clock = std::chrono::steady_clock;
  /// What all sessions of a server share; it outlives them.
  struct Server {
    boost::asio::io_context& io;
    boost::asio::ssl::context& tls;
    const HttpHandler& handler;
    HttpRefusal refusal;
    const HttpPatience& patience;
  };
  using OnEnd = std::function<void(const std::shared_ptr<HttpSession>&)>;

  static std::shared_ptr<HttpSession> New(const Server& server, OnEnd on_end);
  virtual ~HttpSession() = default;

  /// Serves the client on the other side of `socket` until one of the two
  /// ends it; `on_end` is called then, once.
  virtual void Start(Fd socket) = 0;
  /// At once; does nothing when it has ended.
  virtual void End() = 0;
  virtual bool IsOverdue(Clock::time_point now) const = 0;
};

}  // namespace bench
