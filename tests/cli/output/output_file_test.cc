#include "cli/output/output_file.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "util/error.h"

namespace bench {
namespace {

namespace fs = std::filesystem;

// In an empty folder.
class OutputFileTest : public testing::Test {
 protected:
  OutputFileTest() : folder_(testing::TempDir() + "output-XXXXXX") {
    if (mkdtemp(folder_.data()) == nullptr) std::abort();
    fs::current_path(folder_);
  }
  ~OutputFileTest() override {
    fs::current_path(before_);
    fs::remove_all(folder_);
  }

 private:
  std::string folder_;
  fs::path before_ = fs::current_path();
};

TEST_F(OutputFileTest, AScenarioIsNotWrittenOver) {
  std::ofstream("mine.json") << "{}";
  EXPECT_THROW(CheckOutputs({{"--export-json", "./mine.json"}}, {"mine.json"}),
               Error);
}

TEST_F(OutputFileTest, TheNameOfAShippedScenarioIsNoFile) {
  EXPECT_NO_THROW(CheckOutputs({{"--export-json", "post"}}, {"post"}));
}

TEST_F(OutputFileTest, TwoOutputsAreTwoFiles) {
  EXPECT_THROW(CheckOutputs({{"--export-json", "a"}, {"--report", "./a"}}, {}),
               Error);
}

}  // namespace
}  // namespace bench
