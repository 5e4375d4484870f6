#pragma once

#include <string>

#include "kubernetes/server_address.h"

namespace bench {

/// The proxy that the environment has for a server, as Go's net/http reads it,
/// so that we go the way that kubectl and helm go: HTTPS_PROXY or HTTP_PROXY by
/// the server's scheme, NO_PROXY, each in small letters where it is not there
/// in capitals; never ALL_PROXY, never for this machine. Empty: none. Throws
/// Error for a proxy that neither speaks HTTP nor SOCKS.
std::string EnvironmentProxy(const ServerAddress& server);

/// The same proxy in libcurl's words: Go's port where none is named, and a
/// SOCKS proxy looks up the names.
std::string CurlProxy(const std::string& proxy);

}  // namespace bench
