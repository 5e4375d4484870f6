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

TEST(ServerAddressTest, IsTheServerWhereNothingElseIsSaid) {
  const ServerAddress address = Parse("https://host:6443/prefix");
  EXPECT_EQ(address.base, "https://host:6443/prefix");
  EXPECT_EQ(address.connect_to, "");
  EXPECT_FALSE(address.loopback);
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

TEST(ServerAddressTest, KnowsThisMachine) {
  EXPECT_TRUE(Parse("https://127.0.0.1:6443").loopback);
  EXPECT_TRUE(Parse("https://localhost:6443").loopback);
  EXPECT_TRUE(Parse("https://[::1]:6443").loopback);
}

TEST(ServerAddressTest, RefusesWhatIsNoAddress) {
  EXPECT_THROW(Parse("https://"), Error);
  EXPECT_THROW(Parse("https://host:port"), Error);
  EXPECT_THROW(Parse("https://host", "not a name"), Error);
}

}  // namespace
}  // namespace bench
