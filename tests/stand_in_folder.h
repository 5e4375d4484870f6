#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

namespace bench {

/// A folder that goes with the test.
class StandInFolder {
 public:
  StandInFolder() {
    std::string pattern = testing::TempDir() + "/stand-in-XXXXXX";
    path_ = mkdtemp(pattern.data());
  }
  ~StandInFolder() { std::filesystem::remove_all(path_); }
  StandInFolder(const StandInFolder&) = delete;
  StandInFolder& operator=(const StandInFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }

  std::filesystem::path Write(const std::string& name,
                              const std::string& text) const {
    const std::filesystem::path file = path_ / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file) << text;
    return file;
  }

 private:
  std::filesystem::path path_;
};

}  // namespace bench
