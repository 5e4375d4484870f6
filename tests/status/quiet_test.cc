#include "status/quiet.h"

#include <gtest/gtest.h>

#include "status_capture.h"

namespace bench {
namespace {

TEST(QuietStatus, WritesWarningsOnly) {
  Capture capture;
  QuietStatus status(capture.file());
  status.Say("three charts");
  status.Progress("installing");
  status.Warn("careful");
  EXPECT_EQ(capture.text(), "warning: careful\n");
}

}  // namespace
}  // namespace bench
