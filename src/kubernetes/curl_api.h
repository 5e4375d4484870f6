#pragma once

#include <memory>
#include <span>
#include <vector>

#include "kubernetes/api.h"
#include "kubernetes/kubeconfig.h"

namespace bench {

/// An API server over libcurl: keep-alive, HTTP/2 with many requests on one
/// connection where the server offers it, a few HTTP/1.1 connections elsewhere.
/// A connection has 5 s to come up, a request 30 s.
class CurlApi final : public Api {
 public:
  /// With HTTP/2, 100 requests share one.
  static constexpr long kConnections = 8;

  /// Connects to nothing yet. `connections`: the most at a time; 0: as many as
  /// there are requests. Throws Error for an address libcurl refuses.
  explicit CurlApi(ClusterAccess access, long connections = kConnections);
  ~CurlApi() override;

  using Api::Send;
  std::vector<Response> Send(std::span<const Request> requests) override;

 private:
  class Client;
  std::unique_ptr<Client> client_;
};

}  // namespace bench
