#pragma once

#include <string>

#include "kubernetes/kubeconfig.h"

namespace bench {

/// What a kubeconfig's `server` says, as client-go understands it.
struct ServerUrl {
  /// http:// or https://, host, port and path; without a slash at the end.
  std::string url;
  /// Who the address itself says that asks: https://user:password@host.
  std::string user;
  std::string password;
};

/// HOST:PORT without a scheme is plain HTTP, whatever the certificates. Throws
/// Error, which does not name the place, when it is no address of a server.
ServerUrl ParseServerUrl(const std::string& server);

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

  std::string scheme;
  /// An address of IPv6 without its brackets.
  std::string host;
  std::string port;
};

/// Throws Error, which does not name the place, when `server` or
/// `tls_server_name` is none.
ServerAddress ParseServerAddress(const ClusterAccess& access);

}  // namespace bench
