#include "cluster/limited_user.h"

#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>

#include "cluster/token.h"
#include "helm/record/yaml.h"
#include "kubernetes/curl_api.h"
#include "kubernetes/kubeconfig.h"
#include "util/error.h"

namespace bench {
namespace {

using nlohmann::json;

constexpr const char* kUser = "helm-bench";
constexpr const char* kRbac = "rbac.authorization.k8s.io";

json Binding() {
  return {{"apiVersion", fmt::format("{}/v1", kRbac)},
          {"kind", "ClusterRoleBinding"},
          {"metadata", {{"name", "helm-bench-user"}}},
          {"roleRef",
           {{"apiGroup", kRbac},
            {"kind", "ClusterRole"},
            {"name", "cluster-admin"}}},
          {"subjects",
           json::array(
               {{{"apiGroup", kRbac}, {"kind", "User"}, {"name", kUser}}})}};
}

}  // namespace

std::string NewUsers() {
  // Token, name, uid.
  return fmt::format("{},{},{}\n", NewToken(), kUser, kUser);
}

std::string KubeconfigOfUser(const std::string& admin, std::string_view users) {
  const std::string token(users.substr(0, users.find(',')));
  try {
    json config = JsonFromYaml(admin);
    config.at("users").at(0)["user"] = {{"token", token}};
    return config.dump(2);
  } catch (const json::exception& error) {
    throw Error("kwokctl get kubeconfig: {}", error.what());
  }
}

std::string AdmitUser(const std::filesystem::path& kubeconfig) {
  try {
    const auto api = MakeCurlApi(LoadKubeconfig(std::array{kubeconfig}, ""));
    const Response response = api->Send(
        {.method = "POST",
         .path = fmt::format("/apis/{}/v1/clusterrolebindings", kRbac),
         .body = Binding().dump()});
    return response.Ok() ? "" : ErrorText(response);
  } catch (const Error& error) {
    return error.what();
  }
}

}  // namespace bench
