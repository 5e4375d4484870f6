#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <string>

#include "util/read_file.h"

namespace bench {

/// Expects `text` to be what tests/data/NAME holds, byte by byte. With
/// BENCH_UPDATE_GOLDENS=1 it is written there instead: look at the difference
/// before committing it.
inline void ExpectGolden(const std::string& name, const std::string& text) {
  const std::string path = BENCH_SOURCE_DIR "/tests/data/" + name;
  if (std::getenv("BENCH_UPDATE_GOLDENS") != nullptr) {
    std::ofstream(path, std::ios::binary) << text;
    return;
  }
  EXPECT_EQ(ReadFile(path).value_or("no such file"), text) << path;
}

}  // namespace bench
