#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "simulator/http/certificates.h"

namespace bench {

/// One HTTP request, whole.
struct HttpRequest {
  std::string method;
  std::string target;  // path and query, as it came: percent-encoded
  std::string content_type;
  std::string accept;
  std::string authorization;
  std::string body;
};

struct HttpAnswer {
  int status = 200;
  std::string body;
  std::string content_type = "application/json";
  /// Seconds for the header Retry-After; 0: none.
  int retry_after_s = 0;
};

/// The other half of a request: it is answered through this, now or later, on
/// the server's thread. When the last pointer to it goes without an answer, the
/// client gets status 500, or the end of the connection where the answer has
/// begun. A client that leaves more than 64 MiB unread loses its connection.
class HttpExchange {
 public:
  virtual ~HttpExchange() = default;

  /// The whole answer. Once, and not together with Begin.
  virtual void Answer(HttpAnswer answer) = 0;

  /// An answer that goes on (a watch): the head, then parts as they come, each
  /// sent at once as a chunk of its own, then the end.
  virtual void Begin(int status, std::string content_type) = 0;
  virtual void Write(std::string part) = 0;
  virtual void End() = 0;

  /// Called once, on the server's thread, when the client has gone away or the
  /// answer has ended: never from within another call of the exchange, and at
  /// once when that has been before. What is written after that goes nowhere.
  virtual void OnClosed(std::function<void()> callback) = 0;
};

using HttpHandler =
    std::function<void(HttpRequest request, std::shared_ptr<HttpExchange>)>;

/// Words the refusal of a request that is too large to be read (413) or that
/// the handler has thrown at or has not answered (500).
using HttpRefusal = HttpAnswer (*)(int status, const std::string& why);

/// In plain text, as Go's net/http words what never reaches a handler.
HttpAnswer PlainRefusal(int status, const std::string& why);

/// Seconds that a client may take before its connection is closed.
struct HttpPatience {
  double handshake_s = 10;
  double request_s = 32;  // from its first byte; as the API server has it
  double idle_s = 300;    // between requests, or without reading an answer
  double linger_s = 2;    // to read the last answer
};

/// An HTTPS server (HTTP/1.1, keep-alive) on the loopback interface. One thread
/// runs everything: whoever calls Run. What is not HTTP is answered with 400, a
/// body of more than 3 MiB (as the API server's limit is) with 413, and neither
/// reaches the handler. What the handler throws is answered with 500.
class HttpServer {
 public:
  /// Listens at once. `port` 0: one that is free. Throws Error: the port is
  /// taken, there is no loopback interface.
  HttpServer(const Certificates& certificates, std::uint16_t port,
             HttpHandler handler, HttpRefusal refusal = PlainRefusal,
             const HttpPatience& patience = {});
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  std::uint16_t port() const;

  /// Answers until Stop; the connections that are open then are closed. What a
  /// task throws ends it.
  void Run();
  /// May be called from any thread and from the handler.
  void Stop();

  /// Runs `task` on the server's thread: soon where `delay_s` is 0, or after so
  /// many seconds. May be called from any thread. What has not begun at Stop
  /// never does.
  void PostAfter(double delay_s, std::function<void()> task);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace bench
