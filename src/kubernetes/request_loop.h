#pragma once

#include <functional>
#include <memory>
#include <string_view>

#include "kubernetes/api.h"
#include "kubernetes/kubeconfig.h"
#include "process/command.h"

namespace bench {

/// Requests to an API server, many on their way at once in one thread. Abstract
/// so that tests can answer for a server; MakeCurlLoop makes the real one.
class RequestLoop {
 public:
  /// Is told the answer, in Run. It may start more.
  using OnResponse = std::function<void(Response)>;
  /// Is told a part of an answer, in Run; false: it wants no more.
  using OnPart = std::function<bool(std::string_view)>;

  virtual ~RequestLoop() = default;

  virtual void Start(Request request, OnResponse on_response) = 0;
  /// For an answer that comes in parts over a long time, as a watch's: over a
  /// connection of its own, since events come late beside writes. The response
  /// at its end has no body.
  virtual void StartStream(Request request, OnPart on_part,
                           OnResponse on_end) = 0;
  virtual void StartTimer(Clock::duration after,
                          std::function<void()> on_time) = 0;

  /// Until nothing that was started is left.
  virtual void Run() = 0;
};

/// How many connections there may be at a time; 0: as many as there are
/// requests. Which of both counts is known with the first answer.
struct ConnectionLimits {
  long http1 = 8;
  /// Each carries a hundred requests.
  long http2 = 8;
};

/// Over libcurl: keep-alive, HTTP/2 with many requests on one connection where
/// the server offers it, some HTTP/1.1 connections elsewhere. A connection has
/// 5 s to come up. Who the server does not know (401) is asked again, once,
/// where a credential plugin can say anew who asks. Connects to nothing yet.
/// Throws Error for an address libcurl refuses.
std::unique_ptr<RequestLoop> MakeCurlLoop(ClusterAccess access,
                                          ConnectionLimits connections);

}  // namespace bench
