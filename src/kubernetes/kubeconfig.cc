#include "kubernetes/kubeconfig.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>

#include "kubernetes/kubeconfig_file.h"
#include "kubernetes/kubeconfig_reader.h"
#include "kubernetes/kubeconfig_user.h"
#include "kubernetes/proxy.h"
#include "kubernetes/server_address.h"
#include "util/environment.h"
#include "util/error.h"
#include "util/text.h"

namespace bench {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

ServerUrl ReadServer(const EntryReader& cluster) {
  const std::string server = cluster.Text("server");
  if (server.empty()) {
    throw cluster.Wrong("server", "missing; expected https://HOST:PORT");
  }
  try {
    return ParseServerUrl(server);
  } catch (const Error& error) {
    throw cluster.Wrong("server", error.what());
  }
}

void ReadServerTls(const EntryReader& cluster, ClusterAccess& access) {
  access.ca = cluster.Certificates("certificate-authority");
  access.insecure = cluster.Flag("insecure-skip-tls-verify");
  if (access.insecure && !access.ca.empty()) {
    throw cluster.Wrong("insecure-skip-tls-verify",
                        "cannot be true beside a certificate-authority");
  }
  access.tls_server_name = cluster.Text("tls-server-name");
}

void ReadProxy(const EntryReader& cluster, ClusterAccess& access) {
  access.proxy = cluster.Text("proxy-url");
  const std::string scheme = Lower(access.proxy.substr(
      0, std::min(access.proxy.find("://"), access.proxy.size())));
  if (!access.proxy.empty() && scheme != "http" && scheme != "https" &&
      scheme != "socks5") {
    throw cluster.Wrong("proxy-url",
                        "expected http, https or socks5, as in "
                        "http://PROXY:3128");
  }
}

/// What can only be said when the server is known.
void ReadWay(const EntryReader& cluster, ClusterAccess& access) {
  ReadProxy(cluster, access);
  ServerAddress address;
  try {
    address = ParseServerAddress(access);
  } catch (const Error& error) {
    throw cluster.Wrong("tls-server-name", error.what());
  }
  if (access.proxy.empty()) access.proxy = EnvironmentProxy(address);
}

/// As Go's HTTP client: who is named in the address wins over all else.
void ApplyUserOfUrl(const ServerUrl& url, ClusterAccess& access) {
  if (url.user.empty()) return;
  access.username = url.user;
  access.password = url.password;
  access.token.clear();
  access.token_file.clear();
  access.plugin.reset();
}

/// The entry's fields with the paths among them made absolute.
json Absolute(const KubeconfigEntry& entry) {
  const EntryReader reader(entry);
  json fields = reader.fields();
  for (const char* key : {"certificate-authority", "client-certificate",
                          "client-key", "tokenFile"}) {
    if (reader.Has(key)) fields[key] = reader.File(key).string();
  }
  if (reader.Has("exec")) {
    const EntryReader exec = reader.Inside("exec");
    if (exec.Has("command")) fields["exec"]["command"] = exec.Program();
  }
  return fields;
}

json ListOfOne(const KubeconfigEntry& entry, const char* inner, json fields) {
  json element = {{"name", entry.name}, {inner, std::move(fields)}};
  return json::array({std::move(element)});
}

/// The same for a file of its own, which says where it is from.
json Copied(const KubeconfigEntry& entry, const char* inner) {
  json fields = Absolute(entry);
  json& extensions = fields["extensions"];
  if (extensions.is_null()) extensions = json::array();
  extensions.push_back({{"name", kOriginExtension},
                        {"extension", {{"file", entry.file.string()}}}});
  return ListOfOne(entry, inner, std::move(fields));
}

}  // namespace

std::vector<fs::path> UserKubeconfigFiles() {
  const std::string listed = Variable("KUBECONFIG");
  if (listed.empty()) return {fs::path(Variable("HOME")) / ".kube" / "config"};
  std::vector<fs::path> files;
  std::stringstream parts(listed);
  for (std::string part; std::getline(parts, part, ':');) {
    if (!part.empty()) files.emplace_back(part);
  }
  return files;
}

ClusterAccess LoadKubeconfig(std::span<const fs::path> files,
                             std::string_view context) {
  const KubeconfigContext chosen = ReadKubeconfig(files, context);
  ClusterAccess access;
  access.context = chosen.context.name;
  const std::string ns = EntryReader(chosen.context).Text("namespace");
  if (!ns.empty()) access.ns = ns;

  const EntryReader cluster(chosen.cluster);
  const ServerUrl url = ReadServer(cluster);
  access.server = url.url;
  access.disable_compression = cluster.Flag("disable-compression");
  // client-go looks for the file also where it does not need it.
  cluster.Pem("certificate-authority");
  const bool tls = url.url.starts_with("https://");
  if (tls) ReadServerTls(cluster, access);
  if (chosen.user) ReadUser(EntryReader(*chosen.user), cluster, tls, access);
  ApplyUserOfUrl(url, access);
  ReadWay(cluster, access);
  return access;
}

SingleContext MinifiedKubeconfig(std::span<const fs::path> files,
                                 std::string_view context) {
  const KubeconfigContext chosen = ReadKubeconfig(files, context);
  const json config = {
      {"apiVersion", "v1"},
      {"kind", "Config"},
      {"current-context", chosen.context.name},
      {"contexts", Copied(chosen.context, "context")},
      {"clusters", Copied(chosen.cluster, "cluster")},
      {"users", chosen.user ? Copied(*chosen.user, "user") : json::array()}};
  return {
      config.dump(2) + "\n",
      ListOfOne(chosen.cluster, "cluster", Absolute(chosen.cluster)).dump()};
}

}  // namespace bench
