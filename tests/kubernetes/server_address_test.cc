#include "kubernetes/server_address.h"

#include <gtest/gtest.h>

#include "util/error.h"

namespace bench {
namespace {

ServerAddress Parse(const std::string& server, const std::string& name = "") {
  ClusterAccess access;
  access.server = server;
  access.tls_server_name = name;
  return ParseServerAddress(access);
}

// What client-go makes of a kubeconfig's server stands in
// tests/data/kubeconfig.

TEST(ServerUrlTest, HasTheUserApart) {
  const ServerUrl url = ParseServerUrl("HTTPS://me:p%40ss@Host:1/a/?b#c");
  EXPECT_EQ(url.url, "https://Host:1/a");
  EXPECT_EQ(url.user, "me");
  EXPECT_EQ(url.password, "p@ss");
}

TEST(ServerAddressTest, IsTheServerWhereNothingElseIsSaid) {
  const ServerAddress address = Parse("https://host:6443/prefix");
  EXPECT_EQ(address.base, "https://host:6443/prefix");
  EXPECT_EQ(address.connect_to, "");
  EXPECT_EQ(address.scheme, "https");
  EXPECT_EQ(address.host, "host");
  EXPECT_EQ(address.port, "6443");
}

TEST(ServerAddressTest, HasThePortThatGoesWithoutSaying) {
  EXPECT_EQ(Parse("https://host").port, "443");
  EXPECT_EQ(Parse("http://host").port, "80");
  EXPECT_EQ(Parse("http://host").authority, "host:80");
}

TEST(ServerAddressTest, HasAnAddressOfIpv6WithAndWithoutBrackets) {
  EXPECT_EQ(Parse("https://[::1]:6443").host, "::1");
  EXPECT_EQ(Parse("https://[::1]:6443").authority, "[::1]:6443");
}

TEST(ServerAddressTest, PutsTheTlsServerNameIntoTheUrlAndConnectsBack) {
  const ServerAddress address = Parse("https://10.0.0.1/prefix", "api.example");
  EXPECT_EQ(address.base, "https://api.example:443/prefix");
  EXPECT_EQ(address.connect_to, "api.example:443:10.0.0.1:443");
  EXPECT_EQ(address.authority, "10.0.0.1:443");
}

TEST(ServerAddressTest, HasNoSlashAtItsEnd) {
  EXPECT_EQ(Parse("https://10.0.0.1:6443", "api.example").base,
            "https://api.example:6443");
}

TEST(ServerAddressTest, RefusesWhatIsNoAddress) {
  EXPECT_THROW(Parse("https://"), Error);
  EXPECT_THROW(Parse("https://host:port"), Error);
  EXPECT_THROW(Parse("https://host", "not a name"), Error);
}

}  // namespace
}  // namespace bench
