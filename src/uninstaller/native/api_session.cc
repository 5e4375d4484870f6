#include "uninstaller/native/api_session.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

#include "process/lines.h"
#include "uninstaller/native/retry.h"
#include "util/error.h"

namespace bench {
namespace {

using nlohmann::json;

// Many enough for a kube-apiserver's 100 streams with some to spare.
constexpr int kOnOneConnection = 64;
// A server without HTTP/2.
constexpr long kHttp1Connections = 16;
// How late a stop may be noticed by who waits for an object.
constexpr std::chrono::seconds kLongestWatch{1};

/// The object of an event, and whether it is still there.
struct Event {
  bool there = false;
  json object;
};

std::optional<Event> ReadEvent(std::string_view line) {
  json event = json::parse(line, nullptr, /*allow_exceptions=*/false);
  if (!event.is_object() || !event.contains("object")) return std::nullopt;
  const std::string type = event.value("type", "");
  if (type != "ADDED" && type != "MODIFIED" && type != "DELETED") {
    return std::nullopt;  // the watch is over: its version is too old
  }
  return Event{.there = type != "DELETED", .object = event["object"]};
}

}  // namespace

ApiSession::ApiSession(std::unique_ptr<RequestLoop> loop, int in_flight,
                       std::stop_token stop)
    : loop_(std::move(loop)), limit_(in_flight), stop_(std::move(stop)) {}

Async<Response> ApiSession::Send(Request request) {
  for (int attempt = 1;; ++attempt) {
    co_await limit_.Enter();
    ++counts_.sent;
    const Clock::time_point sent = Clock::now();
    const Callback<Response> answer(
        [this, &request](const auto& done) { loop_->Start(request, done); });
    Response response = co_await answer;
    const bool refused = response.status == 429;
    if (refused) ++counts_.refused;
    limit_.Leave(sent, Clock::now(), refused);
    const auto pause = PauseBeforeRetry(request, response, attempt);
    if (!pause || stopped()) co_return response;
    ++counts_.retries;
    co_await Sleep(*pause);
  }
}

Async<bool> ApiSession::Sleep(Clock::duration duration) {
  const Callback<bool> timer([this, duration](const auto& done) {
    loop_->StartTimer(duration, [done] { done(true); });
  });
  co_return co_await timer;
}

Async<const Discovery*> ApiSession::Served() {
  if (served_) co_return &*served_;
  if (asking_) {
    const Callback<const Discovery*> told(
        [this](const auto& done) { waiting_for_served_.push_back(done); });
    co_return co_await told;
  }
  asking_ = true;
  served_ = co_await AskServed();
  for (const auto& tell : std::exchange(waiting_for_served_, {})) {
    tell(&*served_);
  }
  co_return &*served_;
}

Async<Discovery> ApiSession::AskServed() {
  std::vector<Async<Response>> asked;
  for (const Request& request : DiscoveryRequests()) {
    asked.push_back(Send(request));
  }
  const std::vector<Response> answers = co_await WhenAll(std::move(asked));
  if (auto found = ReadDiscovery(answers)) co_return std::move(*found);
  // A server of before 1.26: group by group.
  std::vector<Async<Response>> groups;
  for (const Request& request : PlainDiscoveryRequests(answers)) {
    groups.push_back(Send(request));
  }
  const std::vector<Response> plain = co_await WhenAll(std::move(groups));
  co_return ReadPlainDiscovery(plain);
}

Async<bool> ApiSession::Until(std::string collection, std::string name,
                              std::function<bool(const json* object)> done,
                              Clock::time_point deadline) {
  while (!stopped() && Clock::now() < deadline) {
    Request get{.path = fmt::format("{}/{}", collection, name)};
    const Response response = co_await Send(std::move(get));
    if (response.status == 404) {
      if (done(nullptr)) co_return true;
    } else if (!response.Ok()) {
      throw Error("{}", ErrorText(response));
    }
    std::string version;
    if (response.Ok()) {
      const json object = json::parse(response.body, nullptr, false);
      if (object.is_discarded()) throw Error("{} cannot be read", name);
      if (done(&object)) co_return true;
      version = object.value(json::json_pointer("/metadata/resourceVersion"),
                             std::string());
    }
    bool is_done = false;
    bool is_over = false;
    const auto until =
        std::min<Clock::duration>(kLongestWatch, deadline - Clock::now());
    LineSplitter lines([&](std::string_view line) {
      const std::optional<Event> event = ReadEvent(line);
      is_over = is_over || !event;
      is_done =
          is_done || (event && done(event->there ? &event->object : nullptr));
    });
    const Callback<Response> watch([&](const auto& ended) {
      loop_->StartStream(
          {.path = fmt::format("{}?watch=true&fieldSelector=metadata.name%3D{}"
                               "&resourceVersion={}",
                               collection, name, version),
           .timeout = std::max(
               std::chrono::duration_cast<std::chrono::milliseconds>(until),
               std::chrono::milliseconds(1))},
          [&](std::string_view part) {
            lines.Feed(part);
            return !is_done && !is_over;
          },
          ended);
    });
    co_await watch;
    if (is_done) co_return true;
  }
  co_return false;
}

std::unique_ptr<RequestLoop> MakeSessionLoop(ClusterAccess access,
                                             int in_flight) {
  return MakeCurlLoop(
      std::move(access),
      {.http1 = std::min<long>(in_flight, kHttp1Connections),
       .http2 = (in_flight + kOnOneConnection - 1) / kOnOneConnection});
}

}  // namespace bench
