#include "util/shell_word.h"

#include <gtest/gtest.h>

namespace bench {
namespace {

TEST(ShellWordTest, IsOneWordForAnyShell) {
  EXPECT_EQ(ShellWord("thread-pool@5"), "thread-pool@5");
  EXPECT_EQ(ShellWord(""), "''");
  EXPECT_EQ(ShellWord("$(touch x) `y`"), "'$(touch x) `y`'");
  EXPECT_EQ(ShellWord("it's"), "'it'\\''s'");
}

}  // namespace
}  // namespace bench
