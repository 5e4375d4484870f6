#pragma once

#include <chrono>
#include <span>
#include <string>
#include <vector>

namespace bench {

struct Request {
  std::string method = "GET";
  /// Below the server's address, with its query: "/api/v1/pods?limit=1".
  std::string path;
  std::string body = "";
  std::string content_type = "application/json";
  std::string accept = "application/json";
  /// Until the answer is there, the whole of it.
  std::chrono::milliseconds timeout{30'000};
};

struct Response {
  /// HTTP status; 0: there was no answer, and `error` says why.
  int status = 0;
  std::string body;
  std::string error;
  /// The server's wish (Retry-After); 0: it has none.
  std::chrono::seconds retry_after{0};

  bool Ok() const { return status >= 200 && status < 300; }
};

/// What is wrong with a response that is not Ok, in the API server's own words
/// (Status.message) where it has any.
std::string ErrorText(const Response& response);

/// A Kubernetes API server. Abstract so that tests can answer for one;
/// MakeCurlApi makes the real one. For one thread at a time.
class Api {
 public:
  virtual ~Api() = default;

  /// Sends all at once and waits for all; answers in the order of the requests.
  /// Never throws: what the server does is a value.
  virtual std::vector<Response> Send(std::span<const Request> requests) = 0;

  Response Send(const Request& request) {
    return Send(std::span(&request, 1)).front();
  }
};

}  // namespace bench
