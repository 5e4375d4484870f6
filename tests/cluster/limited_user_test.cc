#include "cluster/limited_user.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "util/error.h"

namespace bench {
namespace {

TEST(LimitedUserTest, TakesTheAdministratorsPlaceInAKubeconfig) {
  const auto config = nlohmann::json::parse(KubeconfigOfUser(
      "clusters: [{name: c, cluster: {server: 'https://127.0.0.1:1'}}]\n"
      "users: [{name: u, user: {client-certificate: /admin.crt}}]\n",
      "abc,name,uid\n"));
  EXPECT_EQ(
      config["users"],
      nlohmann::json::parse(R"([{"name": "u", "user": {"token": "abc"}}])"));
  EXPECT_EQ(config["clusters"][0]["cluster"]["server"], "https://127.0.0.1:1");
}

TEST(LimitedUserTest, RefusesWhatIsNoKubeconfig) {
  for (const char* text : {"", "[]", "users: []", "users: 7"}) {
    EXPECT_THROW(KubeconfigOfUser(text, "abc,name,uid\n"), Error) << text;
  }
}

TEST(LimitedUserTest, HasANewTokenEachTime) {
  EXPECT_NE(NewUsers(), NewUsers());
}

TEST(LimitedUserTest, IsNotLetInByNobody) {
  EXPECT_NE(AdmitUser("/no/such/kubeconfig"), "");
}

}  // namespace
}  // namespace bench
