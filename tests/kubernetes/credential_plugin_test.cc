#include "kubernetes/credential_plugin.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "util/error.h"

namespace bench {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

// What is asked of a plugin, and which answers are refused, stands in
// tests/data/kubeconfig.

CredentialPlugin Answering(const std::string& status) {
  return {.where = "FILE: users[u].user.exec",
          .api_version = "client.authentication.k8s.io/v1",
          .command = "printf",
          .args = {"%s",
                   R"({"apiVersion": "client.authentication.k8s.io/v1",
                       "kind": "ExecCredential", "status": )" +
                       status + "}"}};
}

std::string ErrorOf(const CredentialPlugin& plugin) {
  try {
    RunCredentialPlugin(plugin);
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

TEST(CredentialPluginTest, GivesATokenAndHowLongItHolds) {
  const IssuedCredentials issued = RunCredentialPlugin(Answering(
      R"({"token": "t", "expirationTimestamp": "1970-01-01T00:01:00Z"})"));
  EXPECT_EQ(issued.token, "t");
  ASSERT_TRUE(issued.expires);
  EXPECT_EQ(issued.expires->time_since_epoch(), std::chrono::seconds(60));
  EXPECT_FALSE(RunCredentialPlugin(Answering(R"({"token": "t"})")).expires);
}

TEST(CredentialPluginTest, NamesThePlaceButNeverTheAnswer) {
  for (const char* status :
       {R"({"token": {"secret": 1}})", R"({"token": "secret\n"})",
        R"({"clientKeyData": "secret"})",
        R"({"clientKeyData": "secret", "clientCertificateData": "secret"})",
        R"("secret")"}) {
    EXPECT_THAT(ErrorOf(Answering(status)),
                AllOf(HasSubstr("FILE: users[u].user.exec: printf: "),
                      Not(HasSubstr("secret"))));
  }
}

TEST(CredentialPluginTest, SaysWhatItSaid) {
  CredentialPlugin plugin = Answering("{}");
  plugin.command = "sh";
  plugin.args = {"-c", "echo log in first >&2; exit 3"};
  EXPECT_THAT(ErrorOf(plugin), HasSubstr("log in first"));
}

TEST(CredentialPluginTest, ReadsTimesAsOfRfc3339) {
  const auto seconds = [](const std::string& text) -> long long {
    const auto time = ParseTime(text);
    if (!time) return -1;
    return std::chrono::duration_cast<std::chrono::seconds>(
               time->time_since_epoch())
        .count();
  };
  EXPECT_EQ(seconds("2026-11-28T20:09:33Z"), 1795896573);
  EXPECT_EQ(seconds("2026-11-28T20:09:33.123456789Z"), 1795896573);
  EXPECT_EQ(seconds("2026-11-28T22:39:33+02:30"), 1795896573);
  EXPECT_EQ(seconds("2026-11-28T17:39:33-02:30"), 1795896573);
  EXPECT_EQ(seconds("2026-02-29T00:00:00Z"), -1);
  EXPECT_EQ(seconds("2026-11-28"), -1);
  EXPECT_EQ(seconds(""), -1);
}

}  // namespace
}  // namespace bench
