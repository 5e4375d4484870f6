#include "cluster/lock.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>  // NOLINT(modernize-deprecated-headers): kill is POSIX
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <fstream>
#include <optional>
#include <stop_token>
#include <thread>

#include "cluster_world.h"
#include "util/error.h"

namespace bench {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::StartsWith;

class ClusterLockTest : public ClusterWorld {
 protected:
  ClusterLock Take() { return ClusterLock("1b4e-28ba", home_); }
  fs::path file() const { return home_ / "helm-bench-1b4e-28ba.lock"; }

  // A process that holds the lock until it is killed.
  pid_t HolderProcess() {
    std::array<int, 2> ready{};
    EXPECT_EQ(pipe(ready.data()), 0);
    const pid_t pid = fork();
    if (pid == 0) {
      const ClusterLock lock = Take();
      [[maybe_unused]] const ssize_t written = write(ready[1], "x", 1);
      pause();
      _exit(0);
    }
    char byte = 0;
    EXPECT_EQ(read(ready[0], &byte, 1), 1);
    close(ready[0]);
    close(ready[1]);
    return pid;
  }
};

TEST_F(ClusterLockTest, RefusesASecondRunAndNamesTheFirst) {
  const pid_t holder = HolderProcess();
  EXPECT_THAT(ErrorOf([&] { Take(); }),
              HasSubstr("(pid " + std::to_string(holder) + ")"));
  kill(holder, SIGKILL);
  waitpid(holder, nullptr, 0);
}

TEST_F(ClusterLockTest, IsWaitedFor) {
  const pid_t holder = HolderProcess();
  std::jthread end([holder] {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    kill(holder, SIGKILL);
  });
  EXPECT_TRUE(ClusterLock::Await("1b4e-28ba", {}, home_));
  waitpid(holder, nullptr, 0);
}

TEST_F(ClusterLockTest, IsNotWaitedForAnyLongerThanAsked) {
  const pid_t holder = HolderProcess();
  std::stop_source stop;
  stop.request_stop();
  EXPECT_FALSE(ClusterLock::Await("1b4e-28ba", stop.get_token(), home_));
  EXPECT_TRUE(fs::exists(file()));
  kill(holder, SIGKILL);
  waitpid(holder, nullptr, 0);
}

TEST_F(ClusterLockTest, EndsWithItsHolder) {
  const pid_t holder = HolderProcess();
  kill(holder, SIGKILL);
  waitpid(holder, nullptr, 0);
  EXPECT_TRUE(fs::exists(file()));
  EXPECT_NO_THROW(Take());
}

TEST_F(ClusterLockTest, LeavesNoFile) {
  {
    const ClusterLock lock = Take();
  }
  EXPECT_FALSE(fs::exists(file()));
}

TEST_F(ClusterLockTest, IsOfOneClusterOnly) {
  const ClusterLock lock = Take();
  EXPECT_NO_THROW(ClusterLock("another", home_));
}

TEST_F(ClusterLockTest, MovesWithoutBeingGivenUp) {
  ClusterLock first = Take();
  const ClusterLock second = std::move(first);
  EXPECT_THROW(Take(), Error);
}

TEST_F(ClusterLockTest, CanBeTakenByAnyUser) {
  const mode_t old = umask(077);
  const ClusterLock lock = Take();
  umask(old);
  struct stat info{};
  ASSERT_EQ(stat(file().c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777U, 0666U);
}

TEST_F(ClusterLockTest, FollowsNoLinkAndIsNoPipe) {
  // Given what another user may have laid in a folder that all can write to.
  fs::create_symlink(home_ / "victim", file());
  EXPECT_THROW(Take(), Error);
  EXPECT_FALSE(fs::exists(home_ / "victim"));
  fs::remove(file());
  ASSERT_EQ(mkfifo(file().c_str(), 0666), 0);
  EXPECT_THROW(Take(), Error);
}

TEST_F(ClusterLockTest, DoesWithoutThePidOfItsHolder) {
  const ClusterLock lock = Take();
  std::ofstream(file()) << "nonsense";
  EXPECT_THAT(ErrorOf([&] { Take(); }), HasSubstr("another run is using"));
}

TEST_F(ClusterLockTest, TellsClustersOfOneNameApartByTheirFolder) {
  const std::string id = LocalClusterId("kwok", "mine", home_);
  EXPECT_THAT(id, StartsWith("kwok-mine-"));
  EXPECT_EQ(LocalClusterId("kwok", "mine", home_), id);
  EXPECT_NE(LocalClusterId("kwok", "mine", home_ / "other"), id);
  // However deep the folder is, the lock's name is one that a file can have.
  const ClusterLock lock(
      LocalClusterId("kwok", "mine", fs::path(std::string(1000, 'x'))), home_);
}

}  // namespace
}  // namespace bench
