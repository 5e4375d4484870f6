#pragma once

#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "kubernetes/request_loop.h"

namespace bench {

/// Answers for a server, round by round: what was started before the first
/// answer of a round was given was on its way together. Time passes only where
/// nothing else is left to do.
class FakeLoop final : public RequestLoop {
 public:
  using Answers = std::function<Response(const Request&)>;
  /// The events of a watch, all at once.
  using Events = std::function<std::string(const Request&)>;

  explicit FakeLoop(Answers answers, Events events = {})
      : answers_(std::move(answers)), events_(std::move(events)) {}

  /// "GET /version + GET /api": a string a round.
  std::vector<std::string> rounds;
  Clock::duration slept{};

  void Start(Request request, OnResponse on_response) override {
    started_.push_back({std::move(request), std::move(on_response), {}});
  }
  void StartStream(Request request, OnPart on_part,
                   OnResponse on_end) override {
    started_.push_back(
        {std::move(request), std::move(on_end), std::move(on_part)});
  }
  void StartTimer(Clock::duration after,
                  std::function<void()> on_time) override {
    timers_.emplace(slept + after, std::move(on_time));
  }

  void Run() override {
    while (!started_.empty() || !timers_.empty()) {
      if (!started_.empty()) {
        Answer(std::exchange(started_, {}));
        continue;
      }
      const auto next = timers_.begin();
      slept = next->first;
      const auto on_time = std::move(next->second);
      timers_.erase(next);
      on_time();
    }
  }

 private:
  struct Started {
    Request request;
    OnResponse on_response;
    OnPart on_part;
  };

  void Answer(const std::vector<Started>& round) {
    std::string together;
    for (const Started& one : round) {
      together += (together.empty() ? "" : " + ") + one.request.method + " " +
                  one.request.path;
    }
    rounds.push_back(together);
    for (const Started& one : round) {
      if (one.on_part) {
        one.on_part(events_ ? events_(one.request) : "");
        one.on_response({.status = 200});
      } else {
        one.on_response(answers_(one.request));
      }
    }
  }

  Answers answers_;
  Events events_;
  std::vector<Started> started_;
  std::multimap<Clock::duration, std::function<void()>> timers_;
};

}  // namespace bench
