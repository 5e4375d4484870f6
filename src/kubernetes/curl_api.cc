#include "kubernetes/curl_api.h"

#include <cstddef>
#include <utility>

#include "kubernetes/request_loop.h"

namespace bench {
namespace {

class CurlApi final : public Api {
 public:
  CurlApi(ClusterAccess access, long connections)
      : loop_(MakeCurlLoop(std::move(access),
                           {.http1 = connections, .http2 = connections})) {}

  using Api::Send;
  std::vector<Response> Send(std::span<const Request> requests) override {
    std::vector<Response> responses(requests.size());
    for (std::size_t i = 0; i < requests.size(); ++i) {
      loop_->Start(requests[i], [&responses, i](Response response) {
        responses[i] = std::move(response);
      });
    }
    loop_->Run();
    return responses;
  }

 private:
  std::unique_ptr<RequestLoop> loop_;
};

}  // namespace

std::unique_ptr<Api> MakeCurlApi(ClusterAccess access, long connections) {
  return std::make_unique<CurlApi>(std::move(access), connections);
}

}  // namespace bench
