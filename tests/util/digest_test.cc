#include "util/digest.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

namespace bench {
namespace {

namespace fs = std::filesystem;

class DigestTest : public testing::Test {
 protected:
  DigestTest() {
    std::string folder = fs::temp_directory_path() / "bench-digest-XXXXXX";
    folder_ = mkdtemp(folder.data());
  }
  ~DigestTest() override { fs::remove_all(folder_); }

  void Write(const std::string& name, const std::string& text) const {
    fs::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name) << text;
  }

  fs::path folder_;
};

TEST_F(DigestTest, IsTheSameForTheSameFilesWhereverTheyAre) {
  Write("a/x", "1");
  Write("a/y/z", "2");
  Write("b/y/z", "2");
  Write("b/x", "1");
  EXPECT_EQ(Digest(folder_ / "a"), Digest(folder_ / "b"));
  EXPECT_EQ(Digest(folder_ / "a").size(), std::string("sha256:").size() + 64);
}

TEST_F(DigestTest, DiffersWithEveryNameAndByte) {
  Write("a/x", "12");
  Write("b/x", "1");
  Write("c/x1", "2");
  Write("d/x", "12");
  Write("d/y", "");
  const std::string a = Digest(folder_ / "a");
  EXPECT_NE(a, Digest(folder_ / "b"));
  EXPECT_NE(a, Digest(folder_ / "c"));
  EXPECT_NE(a, Digest(folder_ / "d"));
}

TEST_F(DigestTest, OfAFile) {
  Write("a", "1");
  Write("b", "1");
  Write("c", "2");
  EXPECT_EQ(Digest(folder_ / "a"), Digest(folder_ / "b"));
  EXPECT_NE(Digest(folder_ / "a"), Digest(folder_ / "c"));
}

TEST_F(DigestTest, OfNothingIsEmpty) {
  EXPECT_EQ(Digest(folder_ / "not-there"), "");
}

// echo -n abc | sha256sum
TEST(TextDigestTest, IsThatOfSha256sum) {
  EXPECT_EQ(
      TextDigest("abc"),
      "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f200"
      "15ad");
  EXPECT_NE(TextDigest(""), TextDigest("abc"));
}

}  // namespace
}  // namespace bench
