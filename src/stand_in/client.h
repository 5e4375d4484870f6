#pragma once

#include <chrono>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kubernetes/api.h"
#include "stand_in/throttle.h"

namespace bench {

/// Sleeps; a test's does not.
using Sleep = std::function<void(std::chrono::nanoseconds)>;

/// An API server as client-go talks to it: what asks for patience (429, and 5xx
/// with a time) is sent again up to 10 times, bodies in protobuf are JSON on
/// this side, and errors have client-go's words.
class Client {
 public:
  /// `server`: its address, for errors.
  Client(Api& api, std::string server, Sleep sleep);

  Response Send(const Request& request);
  /// All at once. A conflict (409) is tried 5 times, as helm does for the
  /// objects of a chart.
  std::vector<Response> SendAll(std::span<const Request> requests);

  /// What is wrong with a response that is not Ok.
  std::string Reason(const Request& request, const Response& response) const;

  /// Before a request that our own limit holds back for so long. As client-go,
  /// it says so on stderr when that was more than a second, at most once in
  /// ten.
  void WaitThrottled(std::chrono::nanoseconds time, const Request& request);

 private:
  /// In Go's words.
  std::string ConnectionError(const std::string& error) const;

  Api& api_;
  std::string server_;
  Sleep sleep_;
  Throttle::Clock::time_point said_{};
};

/// Status.reason ("AlreadyExists"); empty where there is none.
std::string StatusReason(const Response& response);

/// Asks for the server's version, as every command of helm does first. Throws
/// Error: the cluster is unreachable, or the throttle lets nobody through.
void CheckReachable(Client& client, const Throttle& throttle);

}  // namespace bench
