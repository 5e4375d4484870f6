#include "kubernetes/kubeconfig_user.h"

#include <array>
#include <nlohmann/json.hpp>
#include <optional>

#include "kubernetes/base64.h"
#include "kubernetes/certificates.h"
#include "kubernetes/header.h"
#include "kubernetes/identity.h"
#include "kubernetes/kubeconfig_fields.h"
#include "util/error.h"
#include "util/read_file.h"

namespace bench {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using nlohmann::ordered_json;

constexpr std::array<std::string_view, 2> kPluginVersions = {
    "client.authentication.k8s.io/v1", "client.authentication.k8s.io/v1beta1"};

// Of the cluster's extensions, what its plugin is told.
constexpr const char* kPluginExtension = "client.authentication.k8s.io/exec";

void CheckMode(const EntryReader& exec) {
  const std::string mode = exec.Text("interactiveMode");
  // Only the older version may leave it out.
  if (mode.empty() && exec.Text("apiVersion") == kPluginVersions[1]) return;
  if (mode.empty()) {
    throw exec.Wrong("interactiveMode",
                     "missing; expected Never, IfAvailable or Always");
  }
  if (mode == "Always") {
    throw exec.Wrong("interactiveMode",
                     "Always: the program wants a terminal, which none of many "
                     "helms has; log in before with one that wants none");
  }
  if (mode != "Never" && mode != "IfAvailable") {
    throw exec.Wrong("interactiveMode",
                     "expected Never, IfAvailable or Always");
  }
}

void CheckVersion(const EntryReader& exec) {
  const std::string version = exec.Text("apiVersion");
  if (version == kPluginVersions[0] || version == kPluginVersions[1]) return;
  throw exec.Wrong(
      "apiVersion",
      fmt::format("{}expected {} or {}", version.empty() ? "missing; " : "",
                  kPluginVersions[0], kPluginVersions[1]));
}

void CheckExec(const EntryReader& exec) {
  if (!exec.Has("command")) throw exec.Wrong("command", "missing");
  CheckVersion(exec);
  CheckMode(exec);
  for (const json& variable : exec.fields().value("env", json())) {
    if (variable.is_null() || TextOf(variable, "name").empty()) {
      throw exec.Wrong("env", "every element needs a name");
    }
  }
}

void CheckImpersonation(const EntryReader& user) {
  if (user.Has("as")) return;
  for (const char* key : {"as-uid", "as-groups", "as-user-extra"}) {
    const json value = user.fields().value(key, json());
    if (!user.Has(key) || value.empty()) continue;
    throw user.Wrong("as", fmt::format("missing, and there are {}", key));
  }
}

/// What client-go looks at whether it needs it or not.
void CheckUser(const EntryReader& user) {
  if (user.Has("token") && (user.Has("username") || user.Has("password"))) {
    throw Error(
        "{}: a token and a username; kubectl takes only one of them: "
        "remove the other",
        user.Place());
  }
  if (!user.Pem("client-certificate").empty()) {
    user.Pem("client-key");
    if (!user.Has("client-key") && !user.Has("client-key-data")) {
      throw user.Wrong("client-key",
                       "missing, and there is a client-certificate");
    }
  }
  if (user.Has("exec")) {
    if (user.Has("auth-provider")) {
      throw user.Wrong("auth-provider",
                       "there is exec, too, and kubectl takes neither: remove "
                       "one");
    }
    CheckExec(user.Inside("exec"));
  }
  CheckImpersonation(user);
}

std::map<std::string, std::vector<std::string>> ReadExtra(
    const EntryReader& user) {
  std::map<std::string, std::vector<std::string>> extra;
  if (!user.Has("as-user-extra")) return extra;
  const EntryReader reader = user.Inside("as-user-extra");
  for (const auto& [key, values] : reader.fields().items()) {
    extra[key] = reader.Texts(key);
  }
  return extra;
}

Impersonation ReadImpersonation(const EntryReader& user) {
  Impersonation as{.user = user.HeaderText("as"),
                   .uid = user.HeaderText("as-uid"),
                   .groups = user.Texts("as-groups"),
                   .extra = ReadExtra(user)};
  const auto check = [&](const char* key, const std::string& text) {
    if (FitsInHeader(text)) return;
    throw user.Wrong(key, "has a line break or another control character");
  };
  for (const std::string& group : as.groups) check("as-groups", group);
  for (const auto& [key, values] : as.extra) {
    for (const std::string& value : values) check("as-user-extra", value);
  }
  return as;
}

void ReadCertificate(const EntryReader& user, ClusterAccess& access) {
  const std::string certificate = user.Certificates("client-certificate");
  if (certificate.empty()) return;  // client-go takes no notice of a mere key
  const std::string key = user.Pem("client-key");
  const std::string key_name = user.PemKey("client-key");
  if (!HasPrivateKey(key)) {
    throw user.Wrong(key_name,
                     "no private key in PEM that needs no passphrase");
  }
  if (!BelongTogether(certificate, key)) {
    throw user.Wrong(key_name, "it is not the key of the certificate");
  }
  access.client_certificate = certificate;
  access.client_key = key;
}

void ReadToken(const EntryReader& user, ClusterAccess& access) {
  access.token = user.HeaderText("token");
  access.token_file = user.File("tokenFile");
  if (access.token_file.empty()) return;
  const std::string file = access.token_file.string();
  const std::optional<std::string> read = ReadTokenFile(access.token_file);
  if (read && !FitsInHeader(*read)) {
    throw user.Wrong("tokenFile", file + " has more than one line");
  }
  if (!access.token.empty()) return;
  if (!read) {
    throw user.Wrong(
        "tokenFile",
        file + (ReadFile(access.token_file) ? " is empty" : " cannot be read"));
  }
  access.token = *read;
}

void ReadPassword(const EntryReader& user, ClusterAccess& access) {
  access.username = user.Text("username");
  access.password = user.Text("password");
  if (access.username.empty() || access.token_file.empty()) return;
  throw Error(
      "{}: a token and a username; kubectl takes only one of them: "
      "remove the other",
      user.Place());
}

ordered_json ExtensionForPlugin(const EntryReader& cluster) {
  for (const json& extension : cluster.fields().value("extensions", json())) {
    if (extension.is_null()) continue;
    if (TextOf(extension, "name") != kPluginExtension) continue;
    return ordered_json::parse(extension.value("extension", json()).dump());
  }
  return nullptr;
}

/// As client-go writes it, in its order.
ordered_json ClusterInfoForPlugin(const EntryReader& cluster,
                                  const ClusterAccess& access) {
  ordered_json info = {{"server", cluster.Text("server")}};
  if (!access.tls_server_name.empty()) {
    info["tls-server-name"] = access.tls_server_name;
  }
  if (access.insecure) info["insecure-skip-tls-verify"] = true;
  if (!access.ca.empty()) {
    info["certificate-authority-data"] = EncodeBase64(access.ca);
  }
  if (cluster.Has("proxy-url")) info["proxy-url"] = cluster.Text("proxy-url");
  if (access.disable_compression) info["disable-compression"] = true;
  info["config"] = ExtensionForPlugin(cluster);
  return info;
}

CredentialPlugin ReadPlugin(const EntryReader& exec, const EntryReader& cluster,
                            const ClusterAccess& access) {
  CredentialPlugin plugin{.where = exec.Place(),
                          .api_version = exec.Text("apiVersion"),
                          .command = exec.Program(),
                          .args = exec.Texts("args"),
                          .install_hint = exec.Text("installHint")};
  for (const json& variable : exec.fields().value("env", json())) {
    plugin.env[TextOf(variable, "name")] = TextOf(variable, "value");
  }
  ordered_json spec = ordered_json::object();
  if (exec.Flag("provideClusterInfo")) {
    spec["cluster"] = ClusterInfoForPlugin(cluster, access);
  }
  spec["interactive"] = false;
  const ordered_json info = {{"kind", "ExecCredential"},
                             {"apiVersion", plugin.api_version},
                             {"spec", spec}};
  plugin.env["KUBERNETES_EXEC_INFO"] = info.dump() + "\n";
  return plugin;
}

/// A plugin is run where nothing else says who asks.
bool NeedsPlugin(const ClusterAccess& access) {
  return access.token.empty() && access.token_file.empty() &&
         access.username.empty() && access.client_certificate.empty();
}

}  // namespace

void ReadUser(const EntryReader& user, const EntryReader& cluster, bool tls,
              ClusterAccess& access) {
  CheckUser(user);
  access.as = ReadImpersonation(user);
  if (!tls) return;
  if (user.Has("auth-provider")) {
    throw user.Wrong(
        "auth-provider",
        "not supported; use a context whose user has a certificate, a token or "
        "a program that logs in (exec), as kubelogin is one for OpenID "
        "Connect");
  }
  ReadToken(user, access);
  ReadPassword(user, access);
  ReadCertificate(user, access);
  if (user.Has("exec") && NeedsPlugin(access)) {
    access.plugin = ReadPlugin(user.Inside("exec"), cluster, access);
  }
}

}  // namespace bench
