#include "process/program.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace bench {
namespace {

namespace fs = std::filesystem;

TEST(ProgramTest, IsFoundOnPathOrWhereItsNameSays) {
  const auto shell = FindProgram("sh");
  ASSERT_TRUE(shell);
  EXPECT_TRUE(shell->is_absolute());
  EXPECT_EQ(shell->filename(), "sh");
  EXPECT_EQ(FindProgram("/bin/sh"), fs::path("/bin/sh"));
  const fs::path relative = fs::relative("/bin/sh");
  const auto found = FindProgram("./" + relative.string());
  ASSERT_TRUE(found);
  EXPECT_TRUE(found->is_absolute());
}

TEST(ProgramTest, FoldersAndPlainFilesAreNone) {
  EXPECT_FALSE(FindProgram("no-such-program-anywhere"));
  EXPECT_FALSE(FindProgram("/etc"));
  EXPECT_FALSE(FindProgram("/etc/passwd"));
  EXPECT_FALSE(FindProgram(""));
}

TEST(ProgramTest, OursIsTheOneThatRuns) {
  EXPECT_EQ(OwnProgram().filename(), "process_test");
  EXPECT_TRUE(OwnProgram().is_absolute());
  EXPECT_EQ(ProgramBeside("x"), OwnProgram().parent_path() / "x");
}

}  // namespace
}  // namespace bench
