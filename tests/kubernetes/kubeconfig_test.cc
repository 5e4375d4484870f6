#include "kubernetes/kubeconfig.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "util/error.h"

namespace bench {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

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

  fs::path folder_;
};

constexpr const char* kServer = "server: https://127.0.0.1:8443";

TEST_F(KubeconfigTest, ReadsFilesRelativeToTheKubeconfig) {
  // As minikube and kwok write it.
  Write("conf/pki/ca.crt", "CA");
  Write("conf/client.crt", "CERT");
  const fs::path key = Write("client.key", "KEY");
  const ClusterAccess access = Load({WriteConfig(
      "server: https://192.168.49.2:8443, "
      "certificate-authority: pki/ca.crt",
      "client-certificate: ./client.crt, client-key: " + key.string(),
      "conf/config")});
  EXPECT_EQ(access.context, "dev");
  EXPECT_EQ(access.ns, "team");
  EXPECT_EQ(access.server, "https://192.168.49.2:8443");
  EXPECT_EQ(access.ca, "CA");
  EXPECT_EQ(access.client_certificate, "CERT");
  EXPECT_EQ(access.client_key, "KEY");
  EXPECT_FALSE(access.insecure);
}

TEST_F(KubeconfigTest, PrefersDataToFiles) {
  // As kind and k3s write it.
  const ClusterAccess access = Load({WriteConfig(
      std::string(kServer) +
          ", certificate-authority-data: Zm9v, certificate-authority: none",
      "client-certificate-data: Zg==, client-key-data: Zm8=")});
  EXPECT_EQ(access.ca, "foo");
  EXPECT_EQ(access.client_certificate, "f");
  EXPECT_EQ(access.client_key, "fo");
}

TEST_F(KubeconfigTest, ReadsTheOtherFields) {
  Write("token", "secret");
  const ClusterAccess access = Load({WriteConfig(
      "server: 'https://host/prefix/', insecure-skip-tls-verify: true, "
      "tls-server-name: api.example, proxy-url: 'socks5://proxy:1080', "
      "disable-compression: true",
      "token: 0123, tokenFile: token, username: admin, password: 'true'")});
  EXPECT_EQ(access.server, "https://host/prefix");
  EXPECT_TRUE(access.insecure);
  EXPECT_EQ(access.tls_server_name, "api.example");
  EXPECT_EQ(access.proxy_url, "socks5://proxy:1080");
  EXPECT_TRUE(access.disable_compression);
  EXPECT_EQ(access.token, "0123");
  EXPECT_EQ(access.token_file, folder_ / "token");
  EXPECT_EQ(access.username, "admin");
  EXPECT_EQ(access.password, "true");
}

TEST_F(KubeconfigTest, GivesNoCredentialsToAServerWithoutTls) {
  const ClusterAccess access =
      Load({WriteConfig("server: http://127.0.0.1:8080", "token: secret")});
  EXPECT_EQ(access.token, "");
}

TEST_F(KubeconfigTest, MergesSeveralFilesTheFirstOneWinning) {
  const fs::path first = Write("first", R"(
current-context: a
contexts:
- {name: a, context: {cluster: c, user: u}}
)");
  const fs::path second = Write("second", R"(
current-context: b
contexts:
- {name: a, context: {cluster: other}}
- {name: b, context: {cluster: c}}
clusters:
- {name: c, cluster: {server: "https://second"}}
users:
- {name: u, user: {token: second}}
)");
  const fs::path third = Write("third", R"(
clusters:
- {name: c, cluster: {server: "https://third", proxy-url: "http://third"}}
)");
  const std::vector<fs::path> files = {folder_ / "missing", first, second,
                                       third};
  const ClusterAccess access = Load(files);
  EXPECT_EQ(access.context, "a");
  EXPECT_EQ(access.server, "https://second");
  // An entry comes from one file as a whole.
  EXPECT_EQ(access.proxy_url, "");
  EXPECT_EQ(access.token, "second");
  EXPECT_EQ(access.ns, "default");
  EXPECT_EQ(Load(files, "b").token, "");
}

TEST_F(KubeconfigTest, TakesFilesFromTheEnvironmentAsKubectlDoes) {
  // NOLINTBEGIN(concurrency-mt-unsafe): tests run one after the other.
  setenv("KUBECONFIG", "/x/a::b", 1);
  EXPECT_THAT(UserKubeconfigFiles(), ElementsAre("/x/a", "b"));
  unsetenv("KUBECONFIG");
  setenv("HOME", "/home/u", 1);
  EXPECT_THAT(UserKubeconfigFiles(), ElementsAre("/home/u/.kube/config"));
  // NOLINTEND(concurrency-mt-unsafe)
}

TEST_F(KubeconfigTest, SaysWhereItLookedForAFile) {
  EXPECT_THAT(LoadError({folder_ / "none", folder_ / "nor this"}),
              AllOf(HasSubstr((folder_ / "none").string()),
                    HasSubstr((folder_ / "nor this").string())));
}

TEST_F(KubeconfigTest, SaysThatAFileCannotBeRead) {
  EXPECT_THAT(LoadError({folder_}), HasSubstr("cannot be read"));
}

TEST_F(KubeconfigTest, SaysWhereAFileIsNotYaml) {
  EXPECT_THAT(LoadError({Write("config", "contexts:\n- {name: [}\n")}),
              HasSubstr("config:2:11: not YAML"));
}

TEST_F(KubeconfigTest, SaysWhatIsOddInAFile) {
  EXPECT_THAT(LoadError({Write("config", "just words")}),
              HasSubstr("expected a kubeconfig"));
  EXPECT_THAT(LoadError({Write("config", "users: none")}),
              HasSubstr("config: users: expected a list"));
  EXPECT_THAT(LoadError({Write("config", "users: [{user: {}}]")}),
              HasSubstr("users: every element needs a name"));
  EXPECT_THAT(LoadError({Write("config", "users: [{name: u, user: text}]")}),
              HasSubstr("users[u].user: expected a mapping"));
}

TEST_F(KubeconfigTest, ListsTheContextsWhenItDoesNotKnowOne) {
  const fs::path file = WriteConfig(kServer, "token: t");
  EXPECT_THAT(LoadError({file}, "prod"),
              AllOf(HasSubstr("no context named \"prod\""),
                    HasSubstr("there are: dev")));
  EXPECT_THAT(
      LoadError({Write("config", "")}),
      AllOf(HasSubstr("no current-context"), HasSubstr("there is none")));
}

TEST_F(KubeconfigTest, NamesTheClusterOrUserThatIsMissing) {
  const fs::path file = Write("config", R"(
contexts:
- {name: no-cluster, context: {cluster: x}}
- {name: no-user, context: {cluster: c, user: y}}
clusters:
- {name: c, cluster: {server: "https://h"}}
)");
  EXPECT_THAT(LoadError({file}, "no-cluster"),
              HasSubstr("contexts[no-cluster].cluster: there is no cluster "
                        "named \"x\""));
  EXPECT_THAT(LoadError({file}, "no-user"),
              HasSubstr("there is no user named \"y\""));
}

TEST_F(KubeconfigTest, NamesTheFieldThatIsWrong) {
  const std::string server = kServer;
  EXPECT_THAT(LoadError({WriteConfig("server: 127.0.0.1:8443", "")}),
              HasSubstr("clusters[c].server: expected an http:// or https:// "
                        "address, got \"127.0.0.1:8443\""));
  EXPECT_THAT(LoadError({WriteConfig(server + ", proxy-url: []", "")}),
              HasSubstr("clusters[c].proxy-url: expected a string"));
  EXPECT_THAT(
      LoadError({WriteConfig(server + ", insecure-skip-tls-verify: 1", "")}),
      HasSubstr("clusters[c].insecure-skip-tls-verify: expected true or "
                "false"));
  EXPECT_THAT(
      LoadError({WriteConfig(server + ", insecure-skip-tls-verify: true, "
                                      "certificate-authority-data: Zm9v",
                             "")}),
      HasSubstr("certificate-authority"));
}

TEST_F(KubeconfigTest, NamesTheCertificateThatCannotBeReadButNeverPrintsData) {
  EXPECT_THAT(LoadError({WriteConfig(kServer, "client-certificate: c.crt")}),
              AllOf(HasSubstr("users[u].client-certificate"),
                    HasSubstr((folder_ / "c.crt").string()),
                    HasSubstr("cannot be read")));
  EXPECT_THAT(LoadError({WriteConfig(kServer, "tokenFile: none")}),
              HasSubstr("users[u].tokenFile"));
  EXPECT_THAT(LoadError({WriteConfig(kServer, "client-key-data: s-e-c-r-e-t")}),
              AllOf(HasSubstr("users[u].client-key-data: expected base64"),
                    Not(HasSubstr("s-e-c-r-e-t"))));
  EXPECT_THAT(
      LoadError({WriteConfig(kServer, "client-certificate-data: Zm9v")}),
      HasSubstr("client-key"));
}

TEST_F(KubeconfigTest, RefusesByNameWhatItCannotDo) {
  for (const std::string key : {"auth-provider", "exec", "as", "as-groups"}) {
    EXPECT_THAT(LoadError({WriteConfig(kServer, key + ": {name: gcp}")}),
                HasSubstr("users[u]." + key + ": not supported"));
  }
}

TEST_F(KubeconfigTest, MinifiesToOneContextWithAbsolutePaths) {
  Write("ca.crt", "CA");
  Write("c.crt", "CERT");
  Write("c.key", "KEY");
  const fs::path file = WriteConfig(
      std::string(kServer) + ", certificate-authority: ca.crt",
      "client-certificate: c.crt, client-key: c.key, token: \"0123\"");
  std::ofstream(file, std::ios::app) << "- {name: other, user: {token: x}}\n";

  const std::string text =
      MinifiedKubeconfig(std::vector<fs::path>{file}, "dev").text;
  EXPECT_THAT(text, HasSubstr((folder_ / "c.key").string()));
  EXPECT_THAT(text, Not(HasSubstr("other")));
  const ClusterAccess access = Load({Write("elsewhere/config", text)});
  EXPECT_EQ(access.context, "dev");
  EXPECT_EQ(access.ns, "team");
  EXPECT_EQ(access.ca, "CA");
  EXPECT_EQ(access.client_certificate, "CERT");
  EXPECT_EQ(access.client_key, "KEY");
  EXPECT_EQ(access.token, "0123");
}

TEST_F(KubeconfigTest, MinifiesWhatItCannotDoItself) {
  // helm can: it runs the plugin.
  const fs::path file = WriteConfig(
      kServer,
      "exec: {apiVersion: v1, command: ./bin/login, args: ['1', 'true'], "
      "provideClusterInfo: true}");
  const std::string text =
      MinifiedKubeconfig(std::vector<fs::path>{file}, "").text;
  EXPECT_THAT(text, AllOf(HasSubstr((folder_ / "bin/login").string()),
                          HasSubstr(R"("provideClusterInfo": true)"),
                          HasSubstr(R"("1",)"), HasSubstr(R"("true")")));
}

}  // namespace
}  // namespace bench
