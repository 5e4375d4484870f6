#include "runner/machine_id.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "util/temporary_folder.h"

namespace bench {
namespace {

class MachineIdTest : public testing::Test {
 protected:
  void Write(const std::string& file, const std::string& text) {
    const std::filesystem::path path = root_.path() / file;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path) << text;
  }
  std::string Id() const { return ReadMachineId(root_.path()); }

 private:
  TemporaryFolder root_;
};

TEST_F(MachineIdTest, TellsMachinesApartAndNobodyTheirIds) {
  Write("etc/machine-id", "3d1219c7c4c5404aaa1f6d2a48adfda4\n");
  const std::string one = Id();
  EXPECT_EQ(one.size(), 71u);
  EXPECT_TRUE(one.starts_with("sha256:"));
  EXPECT_EQ(one.find("3d1219c7"), std::string::npos);
  EXPECT_EQ(Id(), one);
  Write("etc/machine-id", "3d1219c7c4c5404aaa1f6d2a48adfda5\n");
  EXPECT_NE(Id(), one);
}

TEST_F(MachineIdTest, AContainerWithoutOneIsOnItsHostUntilThatIsBooted) {
  EXPECT_EQ(Id(), "");
  Write("proc/sys/kernel/random/boot_id", "5c7b4e39-0d2c\n");
  const std::string boot = Id();
  EXPECT_NE(boot, "");
  for (const char* none : {"", "\n", "uninitialized\n"}) {
    Write("etc/machine-id", none);
    EXPECT_EQ(Id(), boot);
  }
  Write("var/lib/dbus/machine-id", "3d1219c7\n");
  EXPECT_NE(Id(), boot);
}

}  // namespace
}  // namespace bench
