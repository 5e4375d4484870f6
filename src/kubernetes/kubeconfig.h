#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace bench {

/// One context of a kubeconfig, ready to be used: certificates are read, data
/// is decoded. Holds credentials: never print it.
struct ClusterAccess {
  std::string context;
  /// Namespace of the context, "default" when it has none.
  std::string ns = "default";

  /// http:// or https://, without a slash at the end; may have a path.
  std::string server;
  /// PEM text; empty: the system's roots.
  std::string ca;
  bool insecure = false;
  /// What the server's certificate must be for; empty: the server's host.
  std::string tls_server_name;
  /// http, https or socks5 URL; empty: HTTPS_PROXY and NO_PROXY decide.
  std::string proxy_url;
  bool disable_compression = false;

  /// PEM text, both or none.
  std::string client_certificate;
  std::string client_key;
  std::string token;
  /// Wins over `token`. Read at every use, since kubelet renews such files.
  std::filesystem::path token_file;
  std::string username;
  std::string password;
};

/// Where kubectl and helm look: $KUBECONFIG (a colon list), else
/// ~/.kube/config.
std::vector<std::filesystem::path> UserKubeconfigFiles();

/// Reads the files, merged as client-go does: files that are missing are
/// skipped, and the first to name a thing wins. `context` empty: the
/// current-context. Certificate paths are relative to the file that names them.
/// Throws Error: no file there, not YAML (line and column), context, cluster or
/// user unknown, a certificate that cannot be read, and what this client cannot
/// do: auth-provider, exec and impersonation, each by name.
ClusterAccess LoadKubeconfig(std::span<const std::filesystem::path> files,
                             std::string_view context);

/// One context as a kubeconfig of its own: it is the only and the current one,
/// and paths are absolute. Nothing is dropped, so that helm finds what this
/// client does not know.
struct SingleContext {
  std::string text;  // JSON, which is YAML
  /// The part that says which cluster it leads to, and no user.
  std::string cluster;
};

/// Throws Error as LoadKubeconfig does.
SingleContext MinifiedKubeconfig(std::span<const std::filesystem::path> files,
                                 std::string_view context);

}  // namespace bench
