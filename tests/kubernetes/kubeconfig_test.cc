// What the table of client_go_test.cc does not say.
#include "kubernetes/kubeconfig.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "util/error.h"
#include "util/read_file.h"

namespace bench {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

class KubeconfigTest : public testing::Test {
 protected:
  KubeconfigTest() {
    std::string pattern = (fs::temp_directory_path() / "kubeconfigXXXXXX");
    folder_ = mkdtemp(pattern.data());
  }
  ~KubeconfigTest() override { fs::remove_all(folder_); }

  fs::path Write(const std::string& name, const std::string& text) {
    const fs::path file = folder_ / name;
    fs::create_directories(file.parent_path());
    std::ofstream(file) << text;
    return file;
  }

  /// A kubeconfig with one context, whose cluster and user have these fields.
  fs::path WriteConfig(const std::string& cluster, const std::string& user,
                       const std::string& name = "config") {
    return Write(name, R"(
apiVersion: v1
kind: Config
current-context: dev
contexts:
- name: dev
  context: {cluster: c, user: u, namespace: team}
clusters:
- name: c
  cluster: {)" + cluster + R"(}
users:
- name: u
  user: {)" + user + "}\n");
  }

  static ClusterAccess Load(const std::vector<fs::path>& files,
                            std::string_view context = "") {
    return LoadKubeconfig(files, context);
  }

  static std::string LoadError(const std::vector<fs::path>& files,
                               std::string_view context = "") {
    try {
      LoadKubeconfig(files, context);
    } catch (const Error& error) {
      return error.what();
    }
    return "no error";
  }

  static std::string Minified(const fs::path& file) {
    return MinifiedKubeconfig(std::vector<fs::path>{file}, "").text;
  }

  fs::path folder_;
};

std::string CaCertificate() {
  const fs::path source(BENCH_SOURCE_DIR);
  return ReadFile(source / "tests/data/kubeconfig/pki/ca-one.crt").value();
}

constexpr const char* kServer = "server: 'https://127.0.0.1:8443'";

TEST_F(KubeconfigTest, TakesFilesFromTheEnvironmentAsKubectlDoes) {
  // NOLINTBEGIN(concurrency-mt-unsafe): tests run one after the other.
  setenv("HOME", "/home/u", 1);
  setenv("KUBECONFIG", "/x/a::b", 1);
  EXPECT_THAT(UserKubeconfigFiles(), ElementsAre("/x/a", "b"));
  setenv("KUBECONFIG", ":", 1);
  EXPECT_THAT(UserKubeconfigFiles(), IsEmpty());
  unsetenv("KUBECONFIG");
  EXPECT_THAT(UserKubeconfigFiles(), ElementsAre("/home/u/.kube/config"));
  // NOLINTEND(concurrency-mt-unsafe)
}

TEST_F(KubeconfigTest, KeepsTheTokensFileToReadItAgain) {
  Write("token", "first\n");
  const ClusterAccess access = Load({WriteConfig(kServer, "tokenFile: token")});
  EXPECT_EQ(access.token, "first");
  EXPECT_EQ(access.token_file, folder_ / "token");
}

TEST_F(KubeconfigTest, SaysWhereAFileIsNotYaml) {
  EXPECT_THAT(LoadError({Write("config", "contexts:\n- {name: [}\n")}),
              HasSubstr("config:2:11: not YAML"));
  EXPECT_THAT(LoadError({Write("config", "a: {<<: b}")}),
              HasSubstr("config:1:9: not YAML: << wants a mapping"));
  EXPECT_THAT(LoadError({Write("config", "? [a]\n: b")}),
              HasSubstr("not YAML: a key that is no text"));
  EXPECT_THAT(LoadError({Write("config", "a: \xff")}),
              HasSubstr("config: not YAML: not in UTF-8"));
}

TEST_F(KubeconfigTest, NeverPrintsWhatMayBeASecret) {
  for (const std::string user :
       {"client-key-data: 's-e-c-r-e-t'", "token: {s-e-c-r-e-t: x}",
        "token: \"s-e-c-r-e-t\\n\"", "token: s-e-c-r-e-t, username: u",
        "username: {password: s-e-c-r-e-t}"}) {
    EXPECT_THAT(LoadError({WriteConfig(kServer, user)}),
                AllOf(HasSubstr("config: users[u].user"),
                      Not(HasSubstr("s-e-c-r-e-t"))));
  }
}

TEST_F(KubeconfigTest, TellsAPluginItsPlaceAndItsVersion) {
  const ClusterAccess access = Load({WriteConfig(
      kServer,
      "exec: {apiVersion: client.authentication.k8s.io/v1beta1, command: "
      "./bin/login, args: [a, b], env: [{name: X, value: z}], installHint: "
      "Install it}")});
  ASSERT_TRUE(access.plugin);
  EXPECT_EQ(access.plugin->where,
            (folder_ / "config").string() + ": users[u].user.exec");
  EXPECT_EQ(access.plugin->command, folder_ / "bin/login");
  EXPECT_THAT(access.plugin->args, ElementsAre("a", "b"));
  EXPECT_EQ(access.plugin->env.at("X"), "z");
  EXPECT_EQ(access.plugin->env.at("KUBERNETES_EXEC_INFO"),
            R"({"kind":"ExecCredential","apiVersion":)"
            R"("client.authentication.k8s.io/v1beta1",)"
            R"("spec":{"interactive":false}})"
            "\n");
  EXPECT_EQ(access.plugin->install_hint, "Install it");
}

TEST_F(KubeconfigTest, MinifiesToOneContextWithAbsolutePaths) {
  Write("token", "from-file");
  const fs::path file = WriteConfig(
      std::string(kServer) + ", insecure-skip-tls-verify: yes",
      "tokenFile: token, token: \"0123\", as: jane, as-groups: ['1']");
  std::ofstream(file, std::ios::app) << "- {name: other, user: {token: x}}\n";

  const std::string text = Minified(file);
  EXPECT_THAT(text, HasSubstr((folder_ / "token").string()));
  EXPECT_THAT(text, Not(HasSubstr("other")));
  const ClusterAccess access = Load({Write("elsewhere/config", text)});
  EXPECT_EQ(access.context, "dev");
  EXPECT_EQ(access.ns, "team");
  EXPECT_TRUE(access.insecure);
  EXPECT_EQ(access.token, "0123");
  EXPECT_EQ(access.token_file, folder_ / "token");
  EXPECT_EQ(access.as.user, "jane");
  EXPECT_THAT(access.as.groups, ElementsAre("1"));
}

TEST_F(KubeconfigTest, MinifiesWhatItDoesNotKnow) {
  // helm may: a plugin's own settings keep their types.
  const std::string text = Minified(WriteConfig(
      std::string(kServer) +
          ", extensions: [{name: client.authentication.k8s.io/exec, "
          "extension: {retries: 3, ratio: -0.5, mask: 0x1f, mode: 0755, quick: "
          "on, version: 1.2.3, day: 2026-11-28}}]",
      "exec: {apiVersion: v1, command: ./bin/login, args: ['1', 'true'], "
      "provideClusterInfo: true}"));
  EXPECT_THAT(text, AllOf(HasSubstr((folder_ / "bin/login").string()),
                          HasSubstr(R"("provideClusterInfo": true)"),
                          HasSubstr(R"("1",)"), HasSubstr(R"("true")")));
  EXPECT_THAT(
      text,
      AllOf(HasSubstr(R"("retries": 3)"), HasSubstr(R"("ratio": -0.5)"),
            HasSubstr(R"("mask": 31)"), HasSubstr(R"("mode": 493)"),
            HasSubstr(R"("quick": true)"), HasSubstr(R"("version": "1.2.3")"),
            HasSubstr(R"("day": "2026-11-28")")));
}

TEST_F(KubeconfigTest, NamesTheUsersFilesAlsoInTheirCopy) {
  const fs::path clusters = Write("clusters", R"(
current-context: dev
contexts: [{name: dev, context: {cluster: c, user: u}}]
clusters: [{name: c, cluster: {server: "https://api.example",
                               certificate-authority: ca.crt}}]
)");
  const fs::path users = Write("users", R"(
users: [{name: u, user: {exec: {apiVersion: v1, command: login}}}]
)");
  const fs::path copy =
      Write("copy", MinifiedKubeconfig(std::vector{clusters, users}, "").text);
  EXPECT_THAT(LoadError({copy}), StartsWith(clusters.string() + ": clusters["));
  Write("ca.crt", CaCertificate());
  EXPECT_THAT(LoadError({copy}), StartsWith(users.string() + ": users[u]."));
}

TEST_F(KubeconfigTest, MinifiesAContextWithoutAUser) {
  const std::string text = Minified(Write("config", R"(
current-context: dev
contexts: [{name: dev, context: {cluster: c, user: null}}]
clusters: [{name: c, cluster: {server: "https://api.example"}}]
)"));
  EXPECT_THAT(text, HasSubstr(R"("users": [])"));
  EXPECT_EQ(Load({Write("elsewhere/config", text)}).server,
            "https://api.example");
}

}  // namespace
}  // namespace bench
