#include "cli/output/run_output.h"

#include <gtest/gtest.h>

namespace bench {
namespace {

TEST(RunOutputTest, SaysHowToCleanTheClusterThatItWas) {
  EXPECT_EQ(HowToClean("auto"),
            "./bench cluster clean removes what is left behind");
  EXPECT_EQ(HowToClean("kwok:helm-bench"), HowToClean("auto"));
  EXPECT_EQ(HowToClean("context:my two"),
            "./bench cluster clean --cluster 'context:my two' removes what is "
            "left behind");
}

}  // namespace
}  // namespace bench
