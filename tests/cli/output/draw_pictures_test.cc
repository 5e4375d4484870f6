#include "cli/output/draw_pictures.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "process/subprocess_runner.h"
#include "report/pictures.h"
#include "result_sample.h"
#include "util/temporary_folder.h"

namespace bench {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

// With a gnuplot of the test's own on PATH, or none.
class DrawPicturesTest : public testing::Test {
 protected:
  DrawPicturesTest() : path_(std::getenv("PATH")) {}
  ~DrawPicturesTest() override { setenv("PATH", path_.c_str(), 1); }

  void UseGnuplot(const std::string& script) {
    const std::filesystem::path file = folder_.path() / "gnuplot";
    std::ofstream(file) << "#!/bin/sh\n" << script;
    std::filesystem::permissions(file, std::filesystem::perms::owner_all);
    setenv("PATH", (folder_.path().string() + ":/usr/bin:/bin").c_str(), 1);
  }

  Drawn Draw(bool png = false) {
    SubprocessRunner runner;
    return DrawPictures(Pictures(Analyze({RatiosOf({kSequential}, {1, 2})})),
                        png, runner);
  }

  TemporaryFolder folder_;
  std::string path_;
};

TEST_F(DrawPicturesTest, RunsInAFolderOfItsOwnThatIsGoneAfterwards) {
  UseGnuplot("pwd >" + (folder_.path() / "where").string() +
             "; ls | tr '\\n' ' ' >" + (folder_.path() / "what").string() +
             "; echo \"$@\" >" + (folder_.path() / "arguments").string() +
             "; echo '<svg/>'\n");
  const Drawn drawn = Draw();
  EXPECT_EQ(drawn.missing, "");
  ASSERT_THAT(drawn.drawings, SizeIs(1));
  EXPECT_EQ(drawn.drawings[0].svg, "<svg/>\n");
  EXPECT_THAT(drawn.drawings[0].png, IsEmpty());
  const auto read = [&](const char* name) {
    std::string line;
    std::ifstream file(folder_.path() / name);
    std::getline(file, line);
    return line;
  };
  EXPECT_EQ(read("what"),
            "intervals.tsv medians.tsv picture.gp rows.tsv trials.tsv ");
  EXPECT_EQ(read("arguments"), "--default-settings picture.gp");
  EXPECT_FALSE(std::filesystem::exists(read("where")));
}

TEST_F(DrawPicturesTest, APngIsDrawnWhereItIsAskedFor) {
  UseGnuplot("grep -q png picture.gp && echo PNG || echo '<svg/>'\n");
  EXPECT_EQ(Draw(true).drawings[0].png, "PNG\n");
}

TEST_F(DrawPicturesTest, WithoutGnuplotItSaysWhatIsMissing) {
  setenv("PATH", folder_.path().c_str(), 1);
  const Drawn drawn = Draw();
  EXPECT_THAT(drawn.missing, HasSubstr("gnuplot-nox"));
  ASSERT_THAT(drawn.drawings, SizeIs(1));
  EXPECT_THAT(drawn.drawings[0].svg, IsEmpty());
}

TEST_F(DrawPicturesTest, AFailureIsSaidWithItsReason) {
  UseGnuplot("echo 'line 3: undefined' >&2; exit 1\n");
  const Drawn drawn = Draw();
  EXPECT_THAT(drawn.missing,
              AllOf(HasSubstr("The comparison picture is missing"),
                    HasSubstr("exit code 1: line 3: undefined")));
  EXPECT_THAT(drawn.drawings[0].svg, IsEmpty());
}

TEST_F(DrawPicturesTest, WhatIsNoPictureIsNotTaken) {
  UseGnuplot("echo '<svg'\n");
  EXPECT_THAT(Draw().missing, HasSubstr("not SVG"));
  UseGnuplot("exit 0\n");
  EXPECT_THAT(Draw().missing, HasSubstr("exit code 0"));
}

// The real one.
TEST_F(DrawPicturesTest, GnuplotDrawsTheSameBytesAgain) {
  const Drawn one = Draw(true);
  EXPECT_EQ(one.missing, "");
  const Drawn other = Draw(true);
  EXPECT_THAT(one.drawings[0].svg, HasSubstr("<svg"));
  EXPECT_EQ(one.drawings[0].svg, other.drawings[0].svg);
  EXPECT_EQ(one.drawings[0].png.substr(0, 4), "\x89PNG");
  EXPECT_EQ(one.drawings[0].png, other.drawings[0].png);
}

}  // namespace
}  // namespace bench
