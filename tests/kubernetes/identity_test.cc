#include "kubernetes/identity.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "util/error.h"

namespace bench {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::IsEmpty;

class IdentityTest : public testing::Test {
 protected:
  IdentityTest() {
    std::string pattern = (fs::temp_directory_path() / "identityXXXXXX");
    folder_ = mkdtemp(pattern.data());
  }
  ~IdentityTest() override { fs::remove_all(folder_); }

  /// A plugin whose token is how often it has been run, and which answers with
  /// this, too.
  CredentialPlugin Counting(const std::string& more = "") const {
    return {.where = "here",
            .api_version = "client.authentication.k8s.io/v1",
            .command = "sh",
            .args = {"-c", "echo >>" + (folder_ / "runs").string() +
                               "; printf '{\"apiVersion\": "
                               "\"client.authentication.k8s.io/v1\", "
                               "\"kind\": \"ExecCredential\", \"status\": "
                               "{\"token\": \"%s\"" +
                               more + "}}' $(wc -l <" +
                               (folder_ / "runs").string() + ")"}};
  }

  fs::path folder_;
  ClusterAccess access_;
};

TEST_F(IdentityTest, IsNobodyByItself) {
  EXPECT_THAT(IdentitySource(access_).Current().headers, IsEmpty());
}

TEST_F(IdentityTest, ReadsTheTokensFileAtEveryUse) {
  access_.token = "given";
  access_.token_file = folder_ / "token";
  IdentitySource source(access_);
  const auto token_with = [&](const std::string& file) {
    std::ofstream(access_.token_file) << file;
    return source.Current().headers;
  };
  EXPECT_THAT(source.Current().headers,
              ElementsAre("Authorization: Bearer given"));
  EXPECT_THAT(token_with(" first\n"),
              ElementsAre("Authorization: Bearer first"));
  EXPECT_THAT(token_with("second"),
              ElementsAre("Authorization: Bearer second"));
  // What holds no token leaves the last one.
  EXPECT_THAT(token_with(""), ElementsAre("Authorization: Bearer second"));
  EXPECT_THAT(token_with("a\nb"), ElementsAre("Authorization: Bearer second"));
  fs::remove(access_.token_file);
  EXPECT_THAT(source.Current().headers,
              ElementsAre("Authorization: Bearer second"));
}

TEST_F(IdentityTest, RunsAPluginOnceAsLongAsItsTokenHolds) {
  access_.plugin =
      Counting(R"(, "expirationTimestamp": "2126-01-01T00:00:00Z")");
  IdentitySource source(access_);
  EXPECT_THAT(source.Current().headers, ElementsAre("Authorization: Bearer 1"));
  EXPECT_THAT(source.Current().headers, ElementsAre("Authorization: Bearer 1"));
  EXPECT_TRUE(source.Forget());
  EXPECT_THAT(source.Current().headers, ElementsAre("Authorization: Bearer 2"));
}

TEST_F(IdentityTest, RunsAPluginAgainWhenItsTokenHasExpired) {
  access_.plugin =
      Counting(R"(, "expirationTimestamp": "2026-01-01T00:00:00Z")");
  IdentitySource source(access_);
  EXPECT_THAT(source.Current().headers, ElementsAre("Authorization: Bearer 1"));
  EXPECT_THAT(source.Current().headers, ElementsAre("Authorization: Bearer 2"));
}

TEST_F(IdentityTest, SaysWhyAPluginDoesNotWork) {
  access_.plugin = Counting();
  access_.plugin->command = "/does/not/exist";
  IdentitySource source(access_);
  EXPECT_THROW(source.Current(), Error);
}

TEST_F(IdentityTest, HasNothingToForgetWithoutAPlugin) {
  access_.token = "t";
  EXPECT_FALSE(IdentitySource(access_).Forget());
}

TEST_F(IdentityTest, IsTakenForAnother) {
  access_.username = "me";
  access_.password = "pw";
  access_.as = {.user = "jane",
                .uid = "7",
                .groups = {"a", "b"},
                .extra = {{"k/l", {"v", "w"}}}};
  EXPECT_THAT(
      IdentitySource(access_).Current().headers,
      ElementsAre("Authorization: Basic bWU6cHc=", "Impersonate-User: jane",
                  "Impersonate-Uid: 7", "Impersonate-Group: a",
                  "Impersonate-Group: b", "Impersonate-Extra-k%2Fl: v",
                  "Impersonate-Extra-k%2Fl: w"));
}

}  // namespace
}  // namespace bench
