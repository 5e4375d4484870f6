#pragma once

#include <functional>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "simulator/api/api_request.h"
#include "simulator/api/watches.h"
#include "simulator/api/write.h"
#include "simulator/cost/latency.h"
#include "simulator/http/http_server.h"
#include "simulator/objects/rest.h"

namespace bench {

/// What an API server answers: HTTP requests on one side, the objects on the
/// other. Every request ends in exactly one answer or one watch.
class ApiServer {
 public:
  /// `git_version`: what /version says. Only who knows `token` is let in.
  ApiServer(Rest& rest, EventLoop& loop, Latency& latency,
            const std::string& git_version, const std::string& token);

  void Handle(HttpRequest request,
              const std::shared_ptr<HttpExchange>& exchange);

 private:
  void Reply(const HttpRequest& http, const ApiRequest& request,
             const std::shared_ptr<HttpExchange>& exchange);
  HttpAnswer Answer(const HttpRequest& http, const ApiRequest& request);
  /// Whether a path is in a group that is served; the core group always is.
  bool IsBelowGroup(std::string_view path) const;
  HttpAnswer AnswerPath(const HttpRequest& http, const ApiRequest& request);
  HttpAnswer Review(const Kind& kind, const HttpRequest& http,
                    const ApiRequest& request) const;
  HttpAnswer List(const Kind& kind, const ApiRequest& request, Form form);
  HttpAnswer Delete(const Kind& kind, const HttpRequest& http,
                    const ApiRequest& request, Form form);
  HttpAnswer DeleteCollection(const Kind& kind, const HttpRequest& http,
                              const ApiRequest& request, Form form);

  Rest& rest_;
  Latency& latency_;
  Watches watches_;
  Applied applied_;
  std::string token_;
  std::string version_;
};

/// What HTTP itself refuses, as a Status.
HttpAnswer ServerRefusal(int status, const std::string& why);

}  // namespace bench
