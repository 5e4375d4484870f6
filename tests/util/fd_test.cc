#include "util/fd.h"

#include <fcntl.h>
#include <gtest/gtest.h>

#include <utility>

namespace bench {
namespace {

bool IsOpen(int fd) { return fcntl(fd, F_GETFD) >= 0; }

Fd OpenNull() { return Fd(open("/dev/null", O_RDONLY | O_CLOEXEC)); }

TEST(FdTest, ClosesWhatItOwns) {
  int number = -1;
  {
    const Fd fd = OpenNull();
    number = fd.get();
    EXPECT_TRUE(IsOpen(number));
  }
  EXPECT_FALSE(IsOpen(number));
}

TEST(FdTest, MovingHandsItOver) {
  Fd first = OpenNull();
  const int number = first.get();
  Fd second = OpenNull();
  const int replaced = second.get();
  second = std::move(first);
  EXPECT_EQ(second.get(), number);
  EXPECT_FALSE(IsOpen(replaced));
  EXPECT_TRUE(IsOpen(number));
  EXPECT_EQ(second.release(), number);
  EXPECT_TRUE(IsOpen(number));
  const Fd closes(number);
}

}  // namespace
}  // namespace bench
