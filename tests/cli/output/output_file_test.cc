#include "cli/output/output_file.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <system_error>
#include <thread>

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

// A named pipe has no other end to be seen but the process that opens it.
TEST_F(OutputFileTest, AReaderThatHasGoneIsNoError) {
  ASSERT_EQ(mkfifo("pipe", 0600), 0);
  std::signal(SIGPIPE, SIG_IGN);
  const int reader = open("pipe", O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  ASSERT_GE(reader, 0);
  std::thread gone([reader] {
    char first = 0;
    while (read(reader, &first, 1) != 1) std::this_thread::yield();
    close(reader);
  });
  // More than a pipe holds: most of it is written when nobody reads any more.
  EXPECT_EQ(WriteTo("pipe", std::string(1'000'000, 'x')), std::error_code());
  gone.join();
}

}  // namespace
}  // namespace bench
