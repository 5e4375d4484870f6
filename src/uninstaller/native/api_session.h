#pragma once

#include <functional>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "helm/record/prediction.h"
#include "kubernetes/request_loop.h"
#include "kubernetes/resources.h"
#include "uninstaller/native/flow_limit.h"
#include "util/async.h"

namespace bench {

/// The most requests on their way where nobody says another number: the
/// quickest of 4, 8, 16, 32 and 64 for nine releases on a kwok cluster that
/// shares two processors.
inline constexpr int kDefaultInFlight = 32;

/// What a session's requests came to.
struct RequestCounts {
  int sent = 0;
  int retries = 0;
  int refused = 0;  // 429
};

/// One run's talk with an API server: all that its releases share. In one
/// thread, in whose Run coroutines go on.
class ApiSession {
 public:
  /// `in_flight`: the most requests on their way at a time.
  ApiSession(std::unique_ptr<RequestLoop> loop, int in_flight,
             std::stop_token stop);

  /// The answer; a request that may fare better later is sent again (retry.h).
  Async<Response> Send(Request request);

  /// What the server serves, in all versions: asked once. With an error, all
  /// who need it fail.
  Async<const Discovery*> Served();

  /// The object `name` of a collection, by its path, as soon as `done` is true
  /// of it; null where it is not there. Told by watching; a watch that is cut
  /// off is begun again. Nothing: not until `deadline`, or it was stopped.
  /// Throws Error where it cannot be read.
  Async<bool> Until(std::string collection, std::string name,
                    std::function<bool(const nlohmann::json* object)> done,
                    Clock::time_point deadline);

  Async<bool> Sleep(Clock::duration duration);

  bool stopped() const { return stop_.stop_requested(); }
  const RequestCounts& counts() const { return counts_; }

  /// Until all coroutines have ended that wait for this session.
  void Run() { loop_->Run(); }

 private:
  Async<Discovery> AskServed();

  std::unique_ptr<RequestLoop> loop_;
  FlowLimit limit_;
  std::stop_token stop_;
  RequestCounts counts_;
  std::optional<Discovery> served_;
  bool asking_ = false;
  std::vector<std::function<void(const Discovery*)>> waiting_for_served_;
};

/// For Until.
inline bool IsGone(const nlohmann::json* object) { return object == nullptr; }

/// What the loop of a session needs for so many requests. Throws Error for an
/// address that is none.
std::unique_ptr<RequestLoop> MakeSessionLoop(ClusterAccess access,
                                             int in_flight);

}  // namespace bench
