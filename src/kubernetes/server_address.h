#pragma once

#include <string>

#include "kubernetes/kubeconfig.h"

namespace bench {

/// A server's address taken apart, as libcurl needs it.
struct ServerAddress {
  /// What request paths are appended to. Its host is what the certificate is
  /// checked against: tls-server-name where there is one.
  std::string base;
  /// HOST:PORT:HOST:PORT, what `base` names and where to connect instead;
  /// empty: connect to the host of `base`.
  std::string connect_to;
  /// HOST:PORT of the server itself.
  std::string authority;
  /// On this machine: never through a proxy of the environment, as in Go.
  bool loopback = false;
};

/// Throws Error when `server` or `tls_server_name` is none.
ServerAddress ParseServerAddress(const ClusterAccess& access);

}  // namespace bench
