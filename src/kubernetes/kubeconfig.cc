#include "kubernetes/kubeconfig.h"

#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>

#include "kubernetes/base64.h"
#include "kubernetes/kubeconfig_file.h"
#include "util/environment.h"
#include "util/error.h"
#include "util/read_file.h"

namespace bench {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

fs::path Resolved(const KubeconfigEntry& entry, const std::string& path) {
  return (entry.file.parent_path() / path).lexically_normal();
}

json Fields(const KubeconfigEntry& entry) {
  return entry.json.empty() ? json::object() : json::parse(entry.json);
}

/// Reads the fields of one entry and knows its place for errors.
class FieldReader {
 public:
  explicit FieldReader(const KubeconfigEntry& entry)
      : entry_(entry), fields_(Fields(entry)) {}

  bool Has(const std::string& key) const {
    return !fields_.value(key, json()).is_null();
  }

  std::string Text(const std::string& key) const {
    if (!Has(key)) return "";
    if (!fields_[key].is_string()) throw Wrong(key, "expected a string");
    return fields_[key];
  }

  bool Flag(const std::string& key) const {
    if (!Has(key)) return false;
    if (!fields_[key].is_boolean()) throw Wrong(key, "expected true or false");
    return fields_[key];
  }

  /// The file that `key` names; empty when it names none.
  fs::path File(const std::string& key) const {
    const std::string path = Text(key);
    return path.empty() ? fs::path() : Resolved(entry_, path);
  }

  /// KEY-data (base64), else what stands in the file that KEY names.
  std::string Pem(const std::string& key) const {
    if (const std::string data = Text(key + "-data"); !data.empty()) {
      const std::optional<std::string> pem = DecodeBase64(data);
      if (!pem) throw Wrong(key + "-data", "expected base64");
      return *pem;
    }
    const fs::path file = File(key);
    if (file.empty()) return "";
    const std::optional<std::string> pem = ReadFile(file);
    if (!pem) throw Wrong(key, file.string() + " cannot be read");
    if (pem->empty()) throw Wrong(key, file.string() + " is empty");
    return *pem;
  }

  Error Wrong(const std::string& key, std::string_view what) const {
    return Error("{}: {}.{}: {}", entry_.file.string(), entry_.where, key,
                 what);
  }

 private:
  const KubeconfigEntry& entry_;
  json fields_;
};

void ReadCluster(const KubeconfigEntry& entry, ClusterAccess& access) {
  const FieldReader cluster(entry);
  access.server = cluster.Text("server");
  if (!access.server.starts_with("https://") &&
      !access.server.starts_with("http://")) {
    throw cluster.Wrong(
        "server", fmt::format("expected an http:// or https:// address, got "
                              "\"{}\"",
                              access.server));
  }
  while (access.server.ends_with('/')) access.server.pop_back();
  access.ca = cluster.Pem("certificate-authority");
  access.insecure = cluster.Flag("insecure-skip-tls-verify");
  if (access.insecure && !access.ca.empty()) {
    // client-go refuses the pair too.
    throw cluster.Wrong("insecure-skip-tls-verify",
                        "cannot be true beside a certificate-authority");
  }
  access.tls_server_name = cluster.Text("tls-server-name");
  access.proxy_url = cluster.Text("proxy-url");
  access.disable_compression = cluster.Flag("disable-compression");
}

void ReadUser(const KubeconfigEntry& entry, ClusterAccess& access) {
  const FieldReader user(entry);
  for (const char* key : {"auth-provider", "exec", "as", "as-uid", "as-groups",
                          "as-user-extra"}) {
    if (user.Has(key)) {
      throw user.Wrong(key,
                       "not supported; use a context whose user has a client "
                       "certificate or a token");
    }
  }
  access.client_certificate = user.Pem("client-certificate");
  access.client_key = user.Pem("client-key");
  if (access.client_certificate.empty() != access.client_key.empty()) {
    throw user.Wrong("client-key", "needed together with client-certificate");
  }
  access.token = user.Text("token");
  access.token_file = user.File("tokenFile");
  if (!access.token_file.empty() && !ReadFile(access.token_file)) {
    throw user.Wrong("tokenFile",
                     access.token_file.string() + " cannot be read");
  }
  access.username = user.Text("username");
  access.password = user.Text("password");
}

/// Makes the path that `object` has under `key` absolute, if it has one.
void MakeAbsolute(const KubeconfigEntry& entry, const char* key, json& object) {
  const json path = object.value(key, json());
  if (path.is_string() && path != json("")) {
    object[key] = Resolved(entry, path).string();
  }
}

/// The entry's fields with the paths among them made absolute.
json Absolute(const KubeconfigEntry& entry) {
  json fields = Fields(entry);
  for (const char* key : {"certificate-authority", "client-certificate",
                          "client-key", "tokenFile"}) {
    MakeAbsolute(entry, key, fields);
  }
  const auto exec = fields.find("exec");
  if (exec != fields.end() && exec->is_object()) {
    // A command without a slash is looked for on PATH.
    const json command = exec->value("command", json());
    if (command.is_string() &&
        command.get_ref<const std::string&>().find('/') != std::string::npos) {
      MakeAbsolute(entry, "command", *exec);
    }
  }
  return fields;
}

}  // namespace

std::vector<fs::path> UserKubeconfigFiles() {
  std::vector<fs::path> files;
  std::stringstream parts(Variable("KUBECONFIG"));
  for (std::string part; std::getline(parts, part, ':');) {
    if (!part.empty()) files.emplace_back(part);
  }
  const auto home = FindVariable("HOME");
  if (files.empty() && home) {
    files.push_back(fs::path(*home) / ".kube" / "config");
  }
  return files;
}

ClusterAccess LoadKubeconfig(std::span<const fs::path> files,
                             std::string_view context) {
  const KubeconfigContext chosen = ReadKubeconfig(files, context);
  ClusterAccess access;
  access.context = chosen.context.name;
  const std::string ns = FieldReader(chosen.context).Text("namespace");
  if (!ns.empty()) access.ns = ns;
  ReadCluster(chosen.cluster, access);
  // client-go gives credentials to TLS servers only.
  if (access.server.starts_with("https://")) ReadUser(chosen.user, access);
  return access;
}

SingleContext MinifiedKubeconfig(std::span<const fs::path> files,
                                 std::string_view context) {
  const KubeconfigContext chosen = ReadKubeconfig(files, context);
  const auto list = [](const KubeconfigEntry& entry, const char* inner) {
    json element = {{"name", entry.name}, {inner, Absolute(entry)}};
    return json::array({std::move(element)});
  };
  const json config = {
      {"apiVersion", "v1"},
      {"kind", "Config"},
      {"current-context", chosen.context.name},
      {"contexts", list(chosen.context, "context")},
      {"clusters", list(chosen.cluster, "cluster")},
      {"users",
       chosen.user.name.empty() ? json::array() : list(chosen.user, "user")}};
  return {config.dump(2) + "\n", config["clusters"].dump()};
}

}  // namespace bench
