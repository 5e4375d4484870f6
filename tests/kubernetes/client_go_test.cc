// Our reader of kubeconfigs, held against client-go's, which kubectl and helm
// use: case by case of tests/data/kubeconfig/cases.yaml, where it is said what
// a case is made of.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <unistd.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "kubernetes/base64.h"
#include "kubernetes/identity.h"
#include "kubernetes/kubeconfig.h"
#include "kubernetes/server_address.h"
#include "util/environment.h"
#include "util/error.h"
#include "util/read_file.h"
#include "util/text.h"

namespace bench {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using Texts = std::map<std::string, std::string>;

struct KubeconfigCase {
  std::string name;
  Texts files;
  Texts env;
  std::string context;
  std::string refused;
  std::string why;
  json client_go;
};

std::ostream& operator<<(std::ostream& out, const KubeconfigCase& row) {
  return out << row.name;
}

fs::path Data() {
  return fs::path(BENCH_SOURCE_DIR) / "tests" / "data" / "kubeconfig";
}

void ReplaceAll(std::string& text, std::string_view what,
                std::string_view with) {
  for (std::size_t at = text.find(what); at != std::string::npos;
       at = text.find(what, at + with.size())) {
    text.replace(at, what.size(), with);
  }
}

std::string TextAt(const YAML::Node& node, const char* key,
                   const std::string& otherwise = "") {
  return node[key] ? node[key].as<std::string>() : otherwise;
}

Texts TextsAt(const YAML::Node& node, const char* key) {
  return node[key] ? node[key].as<Texts>() : Texts();
}

KubeconfigCase ReadCase(const YAML::Node& table, const YAML::Node& node) {
  KubeconfigCase row{.name = TextAt(node, "name"),
                     .files = TextsAt(node, "files"),
                     .env = TextsAt(node, "env"),
                     .context = TextAt(node, "context"),
                     .refused = TextAt(node, "refused"),
                     .why = TextAt(node, "why")};
  std::string skeleton = TextAt(table, "skeleton");
  ReplaceAll(skeleton, "%CLUSTER%",
             TextAt(node, "cluster", TextAt(table, "cluster")));
  ReplaceAll(skeleton, "%USER%", TextAt(node, "user", TextAt(table, "user")));
  row.files.emplace("config", skeleton);
  return row;
}

const std::vector<KubeconfigCase>& Cases() {
  static const std::vector<KubeconfigCase> kRows = [] {
    std::vector<KubeconfigCase> read;
    const json answers =
        json::parse(ReadFile(Data() / "client_go.json").value());
    const YAML::Node table = YAML::LoadFile(Data() / "cases.yaml");
    for (const YAML::Node& node : table["cases"]) {
      read.push_back(ReadCase(table, node));
      read.back().client_go = answers.at(read.size() - 1);
    }
    return read;
  }();
  return kRows;
}

std::string TestName(const testing::TestParamInfo<KubeconfigCase>& info) {
  std::string name = info.param.name;
  std::ranges::replace_if(
      name,
      [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0; },
      '_');
  return name;
}

// Tests run one after the other.
void SetVariable(const std::string& name, const std::string& value) {
  setenv(name.c_str(), value.c_str(), 1);  // NOLINT(concurrency-mt-unsafe)
}

void ClearVariable(const std::string& name) {
  unsetenv(name.c_str());  // NOLINT(concurrency-mt-unsafe)
}

/// Who is named in the first certificate; empty where there is none.
std::vector<std::string> CommonNames(const std::string& pem) {
  std::vector<std::string> names;
  const std::unique_ptr<BIO, decltype(&BIO_free)> bio(
      BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), BIO_free);
  while (X509* read = PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr)) {
    const std::unique_ptr<X509, decltype(&X509_free)> owned(read, X509_free);
    std::string name(64, '\0');
    const int size =
        X509_NAME_get_text_by_NID(X509_get_subject_name(read), NID_commonName,
                                  name.data(), static_cast<int>(name.size()));
    name.resize(static_cast<std::size_t>(std::max(size, 0)));
    names.push_back(name);
  }
  std::ranges::sort(names);
  return names;
}

json HeadersOf(const Identity& identity) {
  json headers = json::object();
  for (const std::string& line : identity.headers) {
    const std::size_t colon = line.find(": ");
    headers[Lower(line.substr(0, colon))].push_back(line.substr(colon + 2));
  }
  return headers;
}

/// In the words of tests/kubeconfig/client_go.
json Answer(const std::string& name, const ClusterAccess& access) {
  const Identity identity = IdentitySource(access).Current();
  json answer = {
      {"name", name},           {"url", access.server + "/version"},
      {"namespace", access.ns}, {"headers", HeadersOf(identity)},
      {"proxy", access.proxy},  {"compression", !access.disable_compression}};
  if (!access.server.starts_with("https://")) return answer;
  answer["tls_name"] = access.tls_server_name.empty()
                           ? ParseServerAddress(access).host
                           : access.tls_server_name;
  answer["roots"] = access.insecure     ? std::vector<std::string>{"(none)"}
                    : access.ca.empty() ? std::vector<std::string>{"(system)"}
                                        : CommonNames(access.ca);
  if (!identity.client_certificate.empty()) {
    answer["client_certificate"] =
        CommonNames(identity.client_certificate).front();
  }
  return answer;
}

class ClientGoTest : public testing::TestWithParam<KubeconfigCase> {
 protected:
  ClientGoTest() {
    std::string pattern = (fs::temp_directory_path() / "client-go-XXXXXX");
    folder_ = mkdtemp(pattern.data());
    for (const auto& [name, text] : GetParam().files) {
      const fs::path file = folder_ / name;
      fs::create_directories(file.parent_path());
      std::ofstream(file) << Filled(text);
      fs::permissions(file, fs::perms(0755));
    }
    fs::current_path(folder_);
    for (const char* name :
         {"HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY"}) {
      ClearVariable(name);
      ClearVariable(Lower(name));
    }
    ClearVariable("REQUEST_METHOD");
    SetVariable("HOME", folder_ / "home");
    SetVariable("KUBECONFIG", folder_ / "config");
    for (const auto& [name, value] : GetParam().env) {
      SetVariable(name, Filled(value));
    }
  }

  ~ClientGoTest() override {
    for (const auto& [name, value] : GetParam().env) ClearVariable(name);
    SetVariable("PATH", path_);
    SetVariable("HOME", home_);
    ClearVariable("KUBECONFIG");
    fs::current_path(before_);
    fs::remove_all(folder_);
  }

  std::string Filled(std::string text) const {
    ReplaceAll(text, "%FOLDER%", folder_.string());
    for (const auto& file : fs::directory_iterator(Data() / "pki")) {
      const std::string name = file.path().filename();
      const std::string pem = ReadFile(file.path()).value();
      ReplaceAll(text, "%text(" + name + ")%", pem);
      ReplaceAll(text, "%base64(" + name + ")%", EncodeBase64(pem));
    }
    return text;
  }

  fs::path folder_;

 private:
  std::string path_ = Variable("PATH");
  std::string home_ = Variable("HOME");
  fs::path before_ = fs::current_path();
};

TEST_P(ClientGoTest, ReadsWhatClientGoReads) {
  const KubeconfigCase& row = GetParam();
  ASSERT_EQ(row.client_go.at("name"), row.name);
  const bool client_go_refuses = row.client_go.contains("error");
  std::string error;
  json ours;
  try {
    ours = Answer(row.name, LoadKubeconfig(UserKubeconfigFiles(), row.context));
  } catch (const Error& refused) {
    error = refused.what();
  }
  if (row.refused.empty()) {
    EXPECT_EQ(error, "");
    EXPECT_EQ(ours, row.client_go);
    return;
  }
  EXPECT_THAT(error, testing::HasSubstr(Filled(row.refused)));
  EXPECT_NE(client_go_refuses, !row.why.empty()) << row.client_go.dump(1);
}

INSTANTIATE_TEST_SUITE_P(Kubeconfigs, ClientGoTest, testing::ValuesIn(Cases()),
                         TestName);

}  // namespace
}  // namespace bench
