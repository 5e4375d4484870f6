#include "runner/control_groups.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "util/temporary_folder.h"

namespace bench {
namespace {

namespace fs = std::filesystem;

// A machine whose /proc and /sys the test writes.
class ControlGroupsTest : public testing::Test {
 protected:
  void Write(const std::string& file, const std::string& text) {
    const fs::path path = root_.path() / fs::path(file).relative_path();
    fs::create_directories(path.parent_path());
    std::ofstream(path) << text << "\n";
  }

  // A hierarchy of which `group` is mounted there.
  void Mount(const std::string& group, const std::string& point,
             const std::string& type, const std::string& options) {
    mounts_ += "31 23 0:28 " + group + " " + point + " rw,nosuid shared:9 - " +
               type + " " + type + " " + options + "\n";
    Write("/proc/self/mountinfo",
          "22 1 8:1 / / rw - ext4 /dev/vda rw\n" + mounts_);
  }
  void MountUnified(const std::string& group = "/") {
    Mount(group, kTop, "cgroup2", "rw,nsdelegate");
  }

  CpuLimits Limits() const { return ReadCpuLimits(root_.path()); }

  const std::string kTop = "/sys/fs/cgroup";

 private:
  TemporaryFolder root_;
  std::string mounts_;
};

using Quota = std::optional<double>;
using Cpus = std::optional<int>;

TEST_F(ControlGroupsTest, WithoutThemThereIsNoLimit) {
  EXPECT_EQ(Limits(), CpuLimits());
  MountUnified();
  Write("/proc/self/cgroup", "0::/user.slice");
  EXPECT_EQ(Limits(), CpuLimits());
  Write(kTop + "/user.slice/cpu.max", "max 100000");
  EXPECT_EQ(Limits(), CpuLimits());
}

TEST_F(ControlGroupsTest, TheOwnGroupHasOne) {
  MountUnified();
  Write("/proc/self/cgroup", "0::/user.slice/a.scope");
  Write(kTop + "/user.slice/a.scope/cpu.max", "50000 100000");
  EXPECT_EQ(Limits().quota, Quota(0.5));
}

TEST_F(ControlGroupsTest, TheSmallestOfAllAboveCounts) {
  MountUnified();
  Write("/proc/self/cgroup",
        "0::/kubepods.slice/kubepods-burstable.slice/pod.slice/cri.scope");
  const std::string burstable =
      kTop + "/kubepods.slice/kubepods-burstable.slice";
  Write(burstable + "/pod.slice/cri.scope/cpu.max", "max 100000");
  Write(burstable + "/pod.slice/cpu.max", "150000 100000");
  Write(burstable + "/cpu.max", "400000 100000");
  EXPECT_EQ(Limits().quota, Quota(1.5));
  Write(kTop + "/kubepods.slice/cpu.max", "25000 50000");
  EXPECT_EQ(Limits().quota, Quota(0.5));
}

// Of a neighbour, or of a group below.
TEST_F(ControlGroupsTest, AnothersDoesNotCount) {
  MountUnified();
  Write("/proc/self/cgroup", "0::/a.slice");
  Write(kTop + "/a.slice/b.scope/cpu.max", "10000 100000");
  Write(kTop + "/c.slice/cpu.max", "10000 100000");
  Write(kTop + "/a.slice/cpu.max", "200000 100000");
  EXPECT_EQ(Limits().quota, Quota(2));
}

TEST_F(ControlGroupsTest, OfVersion1TheControllerSaysWhich) {
  Mount("/", kTop + "/cpu,cpuacct", "cgroup", "rw,cpu,cpuacct");
  Mount("/", kTop + "/memory", "cgroup", "rw,memory");
  Write("/proc/self/cgroup",
        "5:memory:/elsewhere\n4:cpu,cpuacct:/system.slice/a:b.service\n"
        "1:name=systemd:/system.slice");
  const std::string slice = kTop + "/cpu,cpuacct/system.slice";
  Write(slice + "/a:b.service/cpu.cfs_quota_us", "-1");
  Write(slice + "/a:b.service/cpu.cfs_period_us", "100000");
  EXPECT_EQ(Limits().quota, Quota());
  Write(slice + "/cpu.cfs_quota_us", "250000");
  Write(slice + "/cpu.cfs_period_us", "100000");
  EXPECT_EQ(Limits().quota, Quota(2.5));
}

// The group's path is its host's; only it and what is below is mounted.
TEST_F(ControlGroupsTest, AContainerSeesItsOwnGroupMounted) {
  MountUnified("/docker/0123");
  Write("/proc/self/cgroup", "0::/docker/0123/build");
  Write(kTop + "/cpu.max", "200000 100000");
  EXPECT_EQ(Limits().quota, Quota(2));
  Write(kTop + "/build/cpu.max", "100000 100000");
  EXPECT_EQ(Limits().quota, Quota(1));
}

// A namespace of groups, and what is told to those outside of it.
TEST_F(ControlGroupsTest, WhatCannotBeSeenIsWhatIsMounted) {
  MountUnified();
  Write(kTop + "/cpu.max", "300000 100000");
  for (const char* own : {"0::/", "0::/../other", "", "no group"}) {
    Write("/proc/self/cgroup", own);
    EXPECT_EQ(Limits().quota, Quota(3)) << own;
  }
  MountUnified("/..");
  EXPECT_EQ(Limits().quota, Quota(3));
}

TEST_F(ControlGroupsTest, BothVersionsAtOnceAreLookedAt) {
  Mount("/", kTop + "/unified", "cgroup2", "rw");
  Mount("/", kTop + "/cpu", "cgroup", "rw,cpu");
  Write("/proc/self/cgroup", "3:cpu:/a\n0::/b");
  Write(kTop + "/cpu/a/cpu.cfs_quota_us", "300000");
  Write(kTop + "/cpu/a/cpu.cfs_period_us", "100000");
  EXPECT_EQ(Limits().quota, Quota(3));
  Write(kTop + "/unified/b/cpu.max", "100000 100000");
  EXPECT_EQ(Limits().quota, Quota(1));
}

TEST_F(ControlGroupsTest, ASetOfProcessorsIsCounted) {
  MountUnified();
  Write("/proc/self/cgroup", "0::/a.slice/b.scope");
  EXPECT_EQ(Limits().cpus, Cpus());
  Write(kTop + "/cpuset.cpus.effective", "0-63");
  EXPECT_EQ(Limits().cpus, Cpus(64));
  Write(kTop + "/a.slice/cpuset.cpus.effective", "0-3,8,10-11");
  EXPECT_EQ(Limits().cpus, Cpus(7));
  Write(kTop + "/a.slice/b.scope/cpuset.cpus.effective", "2");
  EXPECT_EQ(Limits().cpus, Cpus(1));
}

TEST_F(ControlGroupsTest, OfVersion1TheSetIsThatWhichIsInForce) {
  Mount("/", kTop + "/cpuset", "cgroup", "rw,cpuset");
  Write("/proc/self/cgroup", "2:cpuset:/box");
  Write(kTop + "/cpuset/box/cpuset.cpus", "0-7");
  EXPECT_EQ(Limits().cpus, Cpus(8));
  Write(kTop + "/cpuset/box/cpuset.effective_cpus", "0-1");
  EXPECT_EQ(Limits().cpus, Cpus(2));
}

TEST_F(ControlGroupsTest, WhatMakesNoSenseIsNoLimit) {
  MountUnified();
  Write("/proc/self/cgroup", "0::/a");
  for (const char* text : {"", "x", "0 100000", "-5 100000", "100000 0"}) {
    Write(kTop + "/a/cpu.max", text);
    EXPECT_EQ(Limits().quota, Quota()) << text;
  }
  for (const char* text : {"", "x", "3-1", "1-", "1,,2"}) {
    Write(kTop + "/a/cpuset.cpus.effective", text);
    EXPECT_EQ(Limits().cpus, Cpus()) << text;
  }
}

TEST_F(ControlGroupsTest, APlaceMayHaveAnyName) {
  Mount("/", R"(/sys/my\040groups\134x)", "cgroup2", "rw");
  Write("/proc/self/cgroup", "0::/a b");
  Write("/sys/my groups\\x/a b/cpu.max", "100000 100000");
  EXPECT_EQ(Limits().quota, Quota(1));
}

}  // namespace
}  // namespace bench
