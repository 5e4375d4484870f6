#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "kubernetes/kubeconfig.h"

namespace bench {

/// What a plugin says is to be sent: a token, or PEM text, or both.
struct IssuedCredentials {
  std::string token;
  std::string client_certificate;
  std::string client_key;
  /// Nothing: they hold until the server refuses them.
  std::optional<std::chrono::system_clock::time_point> expires;
};

/// Runs the plugin, which has a minute and no terminal. Throws Error with what
/// it said when it is not installed, fails, or answers something else than
/// client.authentication.k8s.io says; the answer itself is in no error.
IssuedCredentials RunCredentialPlugin(const CredentialPlugin& plugin);

/// A time as of RFC 3339.
std::optional<std::chrono::system_clock::time_point> ParseTime(
    const std::string& text);

}  // namespace bench
