#pragma once

#include <functional>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "simulator/api_request.h"
#include "simulator/control_plane.h"
#include "simulator/http_server.h"
#include "simulator/latency.h"
#include "simulator/watches.h"

namespace bench {

/// What an API server answers: HTTP requests on one side, the control plane on
/// the other. Every request ends in exactly one answer or one watch.
class ApiServer {
 public:
  /// `git_version`: what /version says. Only who knows `token` is let in.
  ApiServer(ControlPlane& control_plane, Scheduler& scheduler, Latency& latency,
            const std::string& git_version, const std::string& token);

  void Handle(HttpRequest request,
              const std::shared_ptr<HttpExchange>& exchange);

 private:
  /// Throws ApiError.
  void CheckCredentials(const HttpRequest& http,
                        const ApiRequest& request) const;
  void Reply(const HttpRequest& http, const ApiRequest& request,
             const std::shared_ptr<HttpExchange>& exchange);
  HttpAnswer Answer(const HttpRequest& http, const ApiRequest& request);
  /// Whether a path is in a group that is served; the core group always is.
  bool IsBelowGroup(std::string_view path) const;
  HttpAnswer AnswerPath(const HttpRequest& http, const ApiRequest& request);
  HttpAnswer List(const Kind& kind, const ApiRequest& request, Form form);
  HttpAnswer Delete(const Kind& kind, const HttpRequest& http,
                    const ApiRequest& request, Form form);
  HttpAnswer DeleteCollection(const Kind& kind, const HttpRequest& http,
                              const ApiRequest& request, Form form);

  Rest& rest_;
  Latency& latency_;
  Watches watches_;
  std::string authorization_;
  std::string version_;
};

}  // namespace bench
