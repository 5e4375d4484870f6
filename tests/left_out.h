#pragma once

#include <gtest/gtest.h>

#include <string>

namespace bench {

/// Why a test is left out on a machine that lacks what it needs, as
/// scripts/test looks for it and repeats it in its last lines: GTEST_SKIP() <<
/// LeftOut("…").
inline std::string LeftOut(const std::string& reason) {
  const auto& test = *testing::UnitTest::GetInstance()->current_test_info();
  return std::string("LEFT OUT: ") + test.test_suite_name() + "." +
         test.name() + ": " + reason;
}

}  // namespace bench
