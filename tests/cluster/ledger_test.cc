#include "cluster/ledger.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "util/error.h"
#include "util/temporary_folder.h"

namespace bench {
namespace {

class LedgerTest : public testing::Test {
 protected:
  TemporaryFolder folder_;
  const std::filesystem::path file_ = folder_.path() / "installed.json";
  const Ledger ledger_{file_};
};

TEST_F(LedgerTest, IsEmptyBeforeTheFirstInstall) {
  EXPECT_TRUE(ledger_.Read().namespaces.empty());
  EXPECT_TRUE(ledger_.Read().elsewhere.empty());
}

TEST_F(LedgerTest, TellsWhatWasWritten) {
  const Object role{.type = {.group = "rbac.authorization.k8s.io",
                             .version = "v1",
                             .resource = "clusterroles",
                             .kind = "ClusterRole",
                             .namespaced = false},
                    .name = "r",
                    .uid = "u"};
  ledger_.Write({.namespaces = {"a", "b"}, .elsewhere = {role}});
  const Installed installed = Ledger(file_).Read();
  EXPECT_EQ(installed.namespaces, (std::vector<std::string>{"a", "b"}));
  ASSERT_EQ(installed.elsewhere.size(), 1);
  EXPECT_EQ(installed.elsewhere[0].Path(), role.Path());
  EXPECT_EQ(installed.elsewhere[0].uid, "u");
  EXPECT_EQ(KindAndName(installed.elsewhere[0]), "ClusterRole r");
}

TEST_F(LedgerTest, IsForgotten) {
  ledger_.Write({.namespaces = {"a"}});
  ledger_.Forget();
  EXPECT_FALSE(std::filesystem::exists(file_));
  ledger_.Forget();
}

TEST_F(LedgerTest, SaysWhereItCannotBeRead) {
  for (const char* text : {"{", "{\"schema\": 9}", "{\"schema\": 1}"}) {
    std::ofstream(file_) << text;
    try {
      ledger_.Read();
      ADD_FAILURE() << text;
    } catch (const Error& error) {
      EXPECT_THAT(error.what(), testing::StartsWith(file_.string())) << text;
    }
  }
}

}  // namespace
}  // namespace bench
