#include "cluster/paths.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <fstream>

#include "cluster_world.h"

namespace bench {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class StateFolderTest : public ClusterWorld {};

TEST_F(StateFolderTest, IsBelowTheStateHome) {
  EXPECT_EQ(StateFolder("kwok", "a").path(), home_ / "state/helm-bench/kwok-a");
  for (const char* none : {"", "relative"}) {
    setenv("XDG_STATE_HOME", none, 1);
    EXPECT_EQ(StateFolder("kwok", "a").path(),
              home_ / ".local/state/helm-bench/kwok-a");
  }
}

TEST_F(StateFolderTest, NeedsAHome) {
  unsetenv("XDG_STATE_HOME");
  unsetenv("HOME");
  EXPECT_THAT(ErrorOf([] { StateFolder("kwok", "a"); }),
              HasSubstr("XDG_STATE_HOME"));
}

TEST_F(StateFolderTest, IsForTheUserAlone) {
  const StateFolder folder("kwok", "a");
  const mode_t old = umask(0);
  folder.Create();
  folder.FreshSession();
  umask(old);
  EXPECT_EQ(fs::status(folder.path()).permissions(), fs::perms::owner_all);
  EXPECT_EQ(fs::status(folder.session()).permissions(), fs::perms::owner_all);
}

TEST_F(StateFolderTest, MakesTheSessionAnew) {
  const StateFolder folder("kwok", "a");
  folder.FreshSession();
  std::ofstream(folder.session() / "old") << "x";
  folder.FreshSession();
  EXPECT_TRUE(fs::is_empty(folder.session()));
  folder.RemoveSession();
  EXPECT_FALSE(fs::exists(folder.session()));
  EXPECT_TRUE(fs::exists(folder.path()));
}

TEST_F(StateFolderTest, SaysWhereItCannotWrite) {
  std::ofstream(home_ / "file") << "x";
  setenv("XDG_STATE_HOME", (home_ / "file").c_str(), 1);
  EXPECT_THAT(ErrorOf([] { StateFolder("kwok", "a").Create(); }),
              testing::AllOf(HasSubstr("file/helm-bench/kwok-a"),
                             HasSubstr("Not a directory")));
}

TEST(FileName, KeepsDifferentNamesApart) {
  EXPECT_EQ(FileName("kind-dev_1.x"), "kind-dev_1.x");
  EXPECT_EQ(FileName("a/b"), "a%2Fb");
  EXPECT_EQ(FileName("a%2Fb"), "a%252Fb");
  EXPECT_EQ(FileName("ä"), "%C3%A4");
}

}  // namespace
}  // namespace bench
