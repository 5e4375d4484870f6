#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace bench {

/// Whom a server is asked to take us for.
struct Impersonation {
  std::string user;  // empty: for ourselves
  std::string uid;
  std::vector<std::string> groups;
  std::map<std::string, std::vector<std::string>> extra;
};

/// A program that says who asks: users[].user.exec.
struct CredentialPlugin {
  /// For errors: the kubeconfig and the place in it.
  std::string where;
  std::string api_version;
  /// An absolute path, or a name that is looked for on PATH.
  std::string command;
  std::vector<std::string> args;
  /// Added to the inherited environment, and in it KUBERNETES_EXEC_INFO.
  std::map<std::string, std::string> env;
  /// What a person is told where it is not installed.
  std::string install_hint;
};

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
  /// URL, of the kubeconfig or of the environment; empty: none.
  std::string proxy;
  bool disable_compression = false;

  /// PEM text, both or none.
  std::string client_certificate;
  std::string client_key;
  std::string token;
  /// Wins over `token` as long as it can be read.
  std::filesystem::path token_file;
  std::string username;
  std::string password;
  /// Only where there is nothing else that says who asks.
  std::optional<CredentialPlugin> plugin;
  Impersonation as;
};

/// Where kubectl and helm look: $KUBECONFIG (a colon list), else
/// ~/.kube/config.
std::vector<std::filesystem::path> UserKubeconfigFiles();

/// Reads the files as client-go does, and so kubectl and helm
/// (tests/data/kubeconfig holds this against it): files that are missing are
/// skipped, and the first to name a thing wins. `context` empty: the
/// current-context. Paths are relative to the file that names them. A server
/// without TLS gets no credentials. Where the kubeconfig names no proxy, the
/// environment may.
///
/// Throws Error with file, place and what to do: what kubectl refuses (not
/// YAML, a field of another type, two of one name, a certificate that cannot be
/// read or used); where kubectl would go on without a cluster or a user; and
/// what this client cannot do: auth-provider. Connects to nothing, and runs no
/// plugin.
ClusterAccess LoadKubeconfig(std::span<const std::filesystem::path> files,
                             std::string_view context);

/// One context as a kubeconfig of its own: it is the only and the current one,
/// and paths are absolute. Nothing is dropped, so that helm finds what this
/// client does not know. LoadKubeconfig finds in it the same, and names the
/// files that it comes from where something is wrong.
struct SingleContext {
  std::string text;  // JSON, which is YAML
  /// The part that says which cluster it leads to, and no user.
  std::string cluster;
};

/// Throws Error when the context or what it names is not there.
SingleContext MinifiedKubeconfig(std::span<const std::filesystem::path> files,
                                 std::string_view context);

}  // namespace bench
