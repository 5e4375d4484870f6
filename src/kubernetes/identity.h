#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kubernetes/credential_plugin.h"
#include "kubernetes/kubeconfig.h"

namespace bench {

/// What tells a server who asks. Holds credentials: never print it.
struct Identity {
  /// "Authorization: Bearer …", and whom to take us for.
  std::vector<std::string> headers;
  /// PEM text, both or none.
  std::string client_certificate;
  std::string client_key;
};

/// Knows who asks at the time of a request. For one thread at a time.
class IdentitySource {
 public:
  /// `access` lives as long.
  explicit IdentitySource(const ClusterAccess& access);

  /// A token's file is read again, since kubelet renews such files, and the
  /// last token holds where it cannot be. A plugin is run when there is nothing
  /// from it yet, or nothing that still holds. Throws Error when it fails.
  Identity Current();

  /// The server does not know us: a plugin has to be run again. False: there is
  /// none, and the next Current() would be the same.
  bool Forget();

 private:
  std::string Authorization();

  const ClusterAccess& access_;
  std::string token_;
  std::optional<IssuedCredentials> issued_;
};

/// A token's file without the white space at its ends; nothing where it cannot
/// be read, or has no token in it.
std::optional<std::string> ReadTokenFile(const std::filesystem::path& file);

}  // namespace bench
