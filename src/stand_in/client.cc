#include "stand_in/client.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <chrono>
#include <ctime>
#include <iostream>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "kubernetes/protobuf.h"
#include "util/error.h"

namespace bench {
namespace {

using nlohmann::json;
using std::chrono::nanoseconds;

constexpr int kPatience = 10;         // client-go, rest/request.go
constexpr int kConflictAttempts = 5;  // client-go, util/retry
constexpr nanoseconds kConflictPause = std::chrono::milliseconds(10);
constexpr nanoseconds kLongWait = std::chrono::seconds(1);    // rest/request.go
constexpr nanoseconds kSaidEvery = std::chrono::seconds(10);  // the same

/// A line begins like this in the logger of Kubernetes (klog): level, local
/// time, process.
std::string LogHeader() {
  const auto now = std::chrono::system_clock::now();
  const std::time_t seconds = std::chrono::system_clock::to_time_t(now);
  const auto past = now - std::chrono::system_clock::from_time_t(seconds);
  return fmt::format(
      "I{:%m%d %H:%M:%S}.{:06} {:7}", fmt::localtime(seconds),
      std::chrono::duration_cast<std::chrono::microseconds>(past).count(),
      getpid());
}

/// Turns a body in protobuf into JSON.
void Decode(Response& response) {
  if (!response.body.starts_with("k8s")) return;
  try {
    response.body = JsonFromProtobuf(response.body);
  } catch (const Error& error) {
    response = {.error = error.what()};
  }
}

json ParseStatus(const Response& response) {
  const json status =
      json::parse(response.body, nullptr, /*allow_exceptions=*/false);
  return status.is_object() ? status : json::object();
}

/// How long the server wants to be left alone; nothing: it does not say so.
/// Its header Retry-After comes from Status.details, but for priority and
/// fairness, which always says one second, without a Status.
std::optional<nanoseconds> RetryAfter(const Response& response) {
  const bool too_many = response.status == 429;
  if (!too_many && response.status < 500) return std::nullopt;
  const json::json_pointer seconds("/details/retryAfterSeconds");
  const json status = ParseStatus(response);
  if (status.contains(seconds) && status.at(seconds).is_number_integer()) {
    return std::chrono::seconds(status.at(seconds).get<int>());
  }
  if (too_many) return std::chrono::seconds(1);
  return std::nullopt;
}

bool IsConflict(const Response& response) {
  return response.status == 409 && StatusReason(response) == "Conflict";
}

}  // namespace

Client::Client(Api& api, std::string server, Sleep sleep)
    : api_(api), server_(std::move(server)), sleep_(std::move(sleep)) {}

Response Client::Send(const Request& request) {
  for (int retry = 0;; ++retry) {
    Response response = api_.Send(request);
    Decode(response);
    const auto pause = RetryAfter(response);
    if (!pause || retry == kPatience) return response;
    sleep_(*pause);
  }
}

std::vector<Response> Client::SendAll(std::span<const Request> requests) {
  std::vector<Response> responses = api_.Send(requests);
  for (std::size_t i = 0; i < requests.size(); ++i) {
    if (const auto pause = RetryAfter(responses[i])) {
      sleep_(*pause);
      responses[i] = Send(requests[i]);
    }
    for (int attempt = 1;
         attempt < kConflictAttempts && IsConflict(responses[i]); ++attempt) {
      sleep_(kConflictPause);
      responses[i] = Send(requests[i]);
    }
  }
  return responses;
}

void Client::WaitThrottled(std::chrono::nanoseconds time,
                           const Request& request) {
  const auto now = Throttle::Clock::now();
  sleep_(time);
  if (time <= kLongWait) return;
  if (said_ != Throttle::Clock::time_point() && now - said_ < kSaidEvery) {
    return;
  }
  said_ = now;
  std::cerr << fmt::format(
      "{} request.go:754] \"Waited before sending request\" delay=\"{}\" "
      "reason=\"client-side throttling, not priority and fairness\" "
      "verb=\"{}\" URL=\"{}{}\"\n",
      LogHeader(), GoDuration(time), request.method, server_, request.path);
}

std::string Client::ConnectionError(const std::string& error) const {
  if (!error.starts_with("Failed to connect to ")) return error;
  // Go names the address, and the error of the system's call.
  const auto scheme = server_.find("://");
  return fmt::format(
      "dial tcp {}: connect: connection refused",
      scheme == std::string::npos ? server_ : server_.substr(scheme + 3));
}

std::string Client::Reason(const Request& request,
                           const Response& response) const {
  if (response.status != 0) return ErrorText(response);
  std::string method = request.method;
  std::transform(method.begin() + 1, method.end(), method.begin() + 1,
                 [](unsigned char c) { return std::tolower(c); });
  return fmt::format("{} \"{}{}\": {}", method, server_, request.path,
                     ConnectionError(response.error));
}

std::string StatusReason(const Response& response) {
  const json reason = ParseStatus(response).value("reason", json());
  return reason.is_string() ? reason.get<std::string>() : "";
}

void CheckReachable(Client& client, const Throttle& throttle) {
  if (const std::string problem = throttle.Problem(); !problem.empty()) {
    throw Error("Kubernetes cluster unreachable: {}", problem);
  }
  const Request request{.path = "/version", .accept = "application/json, */*"};
  const Response response = client.Send(request);
  if (!response.Ok()) {
    throw Error("Kubernetes cluster unreachable: {}",
                client.Reason(request, response));
  }
}

}  // namespace bench
