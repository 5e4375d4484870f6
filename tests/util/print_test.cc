#include "util/print.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <memory>

#include "status_capture.h"

namespace bench {
namespace {

using File = std::unique_ptr<std::FILE, decltype(&std::fclose)>;

// A device that takes nothing, as a full disk.
File Full() { return {std::fopen("/dev/full", "w"), &std::fclose}; }

TEST(PrintTest, WritesAndFlushes) {
  Capture capture;
  EXPECT_TRUE(Print(capture.file(), "a line\n"));
  EXPECT_EQ(capture.text(), "a line\n");
}

TEST(PrintTest, SaysWhyItCannot) {
  const File full = Full();
  ASSERT_TRUE(full);
  EXPECT_FALSE(Print(full.get(), "text"));
  EXPECT_EQ(errno, ENOSPC);
  std::setvbuf(full.get(), nullptr, _IONBF, 0);  // as stderr is
  EXPECT_FALSE(Print(full.get(), "text"));
  EXPECT_EQ(errno, ENOSPC);
}

}  // namespace
}  // namespace bench
