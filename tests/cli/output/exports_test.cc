#include "cli/output/exports.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "export_sample.h"
#include "util/error.h"
#include "util/read_file.h"

namespace bench {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

// Given an empty folder and the sample's strategies.
class ExportsTest : public testing::Test {
 protected:
  ExportsTest() : folder_(testing::TempDir() + "exports-XXXXXX") {
    if (mkdtemp(folder_.data()) == nullptr) std::abort();
  }
  ~ExportsTest() override { fs::remove_all(folder_); }

  std::string Path(const std::string& name) const {
    return folder_ + "/" + name;
  }

  std::string Read(const std::string& name) const {
    return ReadFile(Path(name)).value_or("no such file");
  }

  static Exports Make(const std::map<std::string, std::string>& requested) {
    return Exports(requested, SampleRun().scenario.strategies);
  }

  static std::string Refusal(
      const std::map<std::string, std::string>& requested) {
    try {
      Make(requested);
    } catch (const RunError&) {
      return "too late";
    } catch (const Error& error) {
      return error.what();
    }
    return "not refused";
  }

  static std::vector<std::string> Write(const Exports& exports) {
    return exports.Write(Analyze({SampleRun()}), SampleChecks());
  }

  std::string folder_;
};

TEST_F(ExportsTest, EachFormatGoesToItsFile) {
  std::map<std::string, std::string> requested;
  for (const ExportFormat& format : ExportFormats()) {
    requested[format.option] = Path(format.option);
  }
  EXPECT_THAT(Write(Make(requested)), IsEmpty());
  for (const ExportFormat& format : ExportFormats()) {
    EXPECT_EQ(Read(format.option),
              format.format(Analyze({SampleRun()}), SampleChecks()))
        << format.option;
  }
}

TEST_F(ExportsTest, NothingIsWrittenBeforeThereIsSomething) {
  Make({{"--export-json", Path("a.json")}});
  EXPECT_TRUE(fs::is_empty(folder_));
}

TEST_F(ExportsTest, AnOlderFileIsReplaced) {
  std::ofstream(Path("a.md")) << std::string(100'000, 'x');
  EXPECT_THAT(Write(Make({{"--export-markdown", Path("a.md")}})), IsEmpty());
  EXPECT_THAT(Read("a.md"), StartsWith("three-charts"));
  EXPECT_THAT(Read("a.md"), Not(HasSubstr("xxx")));
}

TEST_F(ExportsTest, EveryStrategyMayHaveItsOwnFile) {
  EXPECT_THAT(Write(Make({{"--export-json", Path("scan-{strategy}.json")}})),
              IsEmpty());
  for (const char* label : {"sequential", "thread-pool@5", "process-pool@5"}) {
    const std::string text = Read(fmt::format("scan-{}.json", label));
    EXPECT_THAT(text, HasSubstr(fmt::format("\"command\": \"{}\"", label)));
    EXPECT_EQ(text.find("\"command\""), text.rfind("\"command\""));
  }
}

TEST_F(ExportsTest, AStrategysNameLeadsToNoOtherFolder) {
  const std::vector<StrategySpec> strategies = {{"../../x"}};
  Exports({{"--export-json", Path("{strategy}.json")}}, strategies)
      .Write(Analyze({SampleRun()}), {});
  EXPECT_NE(Read(".._.._x.json"), "no such file");
}

TEST_F(ExportsTest, WhatCannotBeWrittenIsRefusedAtOnce) {
  EXPECT_THAT(Refusal({{"--export-json", ""}}),
              HasSubstr("--export-json: expected a file"));
  EXPECT_EQ(Refusal({{"--export-json", folder_}}),
            "--export-json " + folder_ + ": is a folder; name a file in it");
  EXPECT_EQ(Refusal({{"--export-csv", Path("no/a.csv")}}),
            "--export-csv " + Path("no/a.csv") + ": there is no folder " +
                Path("no") + "; make it first");
  std::ofstream(Path("file"));
  EXPECT_THAT(Refusal({{"--export-csv", Path("file/a.csv")}}),
              HasSubstr("there is no folder " + Path("file")));
  EXPECT_THAT(Refusal({{"--export-csv", Path(std::string(300, 'x'))}}),
              HasSubstr("File name too long"));
  // On a file system that nobody may write to, not even root.
  EXPECT_THAT(Refusal({{"--export-csv", "/proc/a.csv"}}),
              StartsWith("--export-csv /proc/a.csv: "));
  std::ofstream(Path("refused"));
  fs::permissions(Path("refused"), fs::perms::owner_read);
  if (access(Path("refused").c_str(), W_OK) != 0) {  // not as root
    EXPECT_THAT(Refusal({{"--export-csv", Path("refused")}}),
                HasSubstr("Permission denied"));
  }
}

TEST_F(ExportsTest, TwoDoNotShareAFile) {
  EXPECT_THAT(
      Refusal({{"--export-csv", Path("a")}, {"--export-json", Path("./a")}}),
      HasSubstr("--export-csv goes there already"));
  EXPECT_THAT(Refusal({{"--export-csv", "-"}, {"--export-json", "-"}}),
              HasSubstr("--export-csv goes there already"));
  std::ofstream(Path("a"));
  fs::create_symlink(Path("a"), Path("link"));
  EXPECT_THAT(
      Refusal({{"--export-csv", Path("a")}, {"--export-json", Path("link")}}),
      HasSubstr("goes there already"));
}

TEST_F(ExportsTest, StdoutIsADash) {
  EXPECT_FALSE(Make({{"--export-json", Path("a")}}).to_stdout());
  const Exports exports = Make({{"--export-markdown", "-"}});
  EXPECT_TRUE(exports.to_stdout());
  testing::internal::CaptureStdout();
  EXPECT_THAT(Write(exports), IsEmpty());
  EXPECT_EQ(testing::internal::GetCapturedStdout(),
            ReadFile(BENCH_SOURCE_DIR "/tests/data/exports/sample.md"));
}

TEST_F(ExportsTest, ADeviceStaysOne) {
  EXPECT_THAT(Write(Make({{"--export-json", "/dev/null"},
                          {"--export-csv", "/dev/null"}})),
              IsEmpty());
  EXPECT_TRUE(fs::is_character_file("/dev/null"));
}

TEST_F(ExportsTest, ALinkStaysOne) {
  std::ofstream(Path("file"));
  fs::create_symlink("file", Path("link"));
  EXPECT_THAT(Write(Make({{"--export-markdown", Path("link")}})), IsEmpty());
  EXPECT_TRUE(fs::is_symlink(Path("link")));
  EXPECT_THAT(Read("file"), StartsWith("three-charts"));
}

TEST_F(ExportsTest, OneThatFailsDoesNotKeepTheOthers) {
  fs::create_directory(Path("gone"));
  const Exports exports = Make({{"--export-csv", Path("gone/a.csv")},
                                {"--export-json", Path("a.json")}});
  fs::remove(Path("gone"));
  EXPECT_THAT(Write(exports),
              ElementsAre(HasSubstr("gone/a.csv: No such file")));
  EXPECT_THAT(Read("a.json"), StartsWith("{"));
}

}  // namespace
}  // namespace bench
