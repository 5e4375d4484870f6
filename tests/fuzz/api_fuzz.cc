#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <deque>
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "simulator/api/api_server.h"
#include "simulator/controllers/control_plane.h"
#include "simulator/cost/latency.h"

namespace bench {
namespace {

void Expect(bool holds) {
  if (!holds) std::abort();
}

/// Runs what is to be done at once, in order, and what is to be done later
/// after that; but not for ever, since controllers may have no end.
class Queue final : public EventLoop {
 public:
  void After(double delay_s, std::function<void()> task) override {
    (delay_s > 0 ? later_ : soon_).push_back(std::move(task));
  }

  void Settle() {
    for (int i = 0; i < kMostTasks && (!soon_.empty() || !later_.empty());
         ++i) {
      std::deque<std::function<void()>>& tasks = soon_.empty() ? later_ : soon_;
      const std::function<void()> task = std::move(tasks.front());
      tasks.pop_front();
      task();
    }
  }

 private:
  static constexpr int kMostTasks = 2000;
  std::deque<std::function<void()>> soon_;
  std::deque<std::function<void()>> later_;
};

/// Whether it was answered, once, with what it says it is.
class Exchange final : public HttpExchange {
 public:
  void Answer(HttpAnswer answer) override {
    Expect(!answered_);
    answered_ = true;
    Expect(answer.status >= 200 && answer.status < 600);
    if (answer.content_type.starts_with("application/json")) {
      Expect(nlohmann::json::accept(answer.body));
    }
  }
  void Begin(int status, std::string /*content_type*/) override {
    Expect(!answered_);
    answered_ = true;
    Expect(status == 200);
  }
  void Write(std::string part) override {
    Expect(nlohmann::json::accept(part));
  }
  void End() override {}
  void OnClosed(std::function<void()> callback) override {
    on_closed_ = std::move(callback);
  }

  void Leave() {
    Expect(answered_);
    if (on_closed_) std::exchange(on_closed_, nullptr)();
  }

 private:
  bool answered_ = false;
  std::function<void()> on_closed_;
};

constexpr std::array<const char*, 6> kContentTypes = {
    "application/json",
    "application/vnd.kubernetes.protobuf",
    "application/apply-patch+yaml",
    "application/merge-patch+json",
    "application/strategic-merge-patch+json",
    "application/json-patch+json"};

// "2POST /api/v1/namespaces/default/configmaps\n{...}": a content type by its
// number, the method and the target; the rest is the body.
HttpRequest Request(std::string_view text) {
  HttpRequest request;
  request.authorization = "Bearer t";
  request.accept = "application/json";
  const std::size_t end = std::min(text.find('\n'), text.size());
  std::string_view head = text.substr(0, end);
  if (end < text.size()) request.body = text.substr(end + 1);
  if (!head.empty()) {
    const auto kind = static_cast<unsigned char>(head.front());
    request.content_type = kContentTypes[kind % kContentTypes.size()];
    head.remove_prefix(1);
  }
  const std::size_t space = std::min(head.find(' '), head.size());
  request.method = head.substr(0, space);
  if (space < head.size()) request.target = head.substr(space + 1);
  return request;
}

void Serve(std::string_view input) {
  Queue queue;
  ControlPlane control_plane(queue, {}, 1, "ca");
  Latency latency({}, queue);
  ApiServer api(control_plane.rest(), queue, latency, "v1", "t");
  queue.Settle();
  std::vector<std::shared_ptr<Exchange>> exchanges;
  // Requests one after the other, since what one leaves the next one meets.
  constexpr std::string_view kNext = "\n\n";
  for (int i = 0; i < 8 && !input.empty(); ++i) {
    const std::size_t end = std::min(input.find(kNext), input.size());
    exchanges.push_back(std::make_shared<Exchange>());
    api.Handle(Request(input.substr(0, end)), exchanges.back());
    queue.Settle();
    input.remove_prefix(std::min(end + kNext.size(), input.size()));
  }
  for (const auto& exchange : exchanges) exchange->Leave();
}

}  // namespace
}  // namespace bench

/// Whatever is asked is answered, once, with a status and in JSON where it says
/// so, and whatever objects come of it the controllers can live with.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  bench::Serve({reinterpret_cast<const char*>(data), size});
  return 0;
}
