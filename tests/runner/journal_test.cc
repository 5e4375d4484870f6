#include "runner/journal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "result_sample.h"
#include "util/error.h"

namespace bench {
namespace {

namespace fs = std::filesystem;

class JournalTest : public testing::Test {
 protected:
  // Each test has its own: they are run at the same time.
  JournalTest() {
    std::string name = testing::TempDir() + "journal-XXXXXX";
    folder_ = mkdtemp(name.data());
  }
  ~JournalTest() override { fs::remove_all(folder_); }

  fs::path folder_;
  Result sample_ = SampleResult();
};

TEST_F(JournalTest, EveryTrialCanBeReadTheMomentItIsAppended) {
  Journal journal(folder_, sample_);
  EXPECT_EQ(journal.path().filename(), "three-charts-20260131T180509Z.jsonl");
  EXPECT_EQ(LoadResult(journal.path()).trials.size(), 0u);
  journal.Append(sample_.trials[0]);
  journal.Append(sample_.trials[1]);
  EXPECT_EQ(LoadResult(journal.path()).trials.size(), 2u);
}

TEST_F(JournalTest, FinishLeavesTheWholeResultAndNothingElse) {
  Journal journal(folder_, sample_);
  const fs::path whole = journal.Finish(sample_);
  EXPECT_EQ(whole.filename(), "three-charts-20260131T180509Z.json");
  EXPECT_EQ(ToJson(LoadResult(whole)),
            ToJson(ParseResult(ToJson(sample_), "")));
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), {}), 1);
}

TEST_F(JournalTest, TwoRunsInOneSecondGetTwoNames) {
  Journal first(folder_, sample_);
  Journal second(folder_, sample_);
  EXPECT_NE(first.path(), second.path());
  first.Finish(sample_);
  Journal third(folder_, sample_);
  EXPECT_NE(third.path(), first.path());
}

TEST_F(JournalTest, CheckingAFolderDoesNotMakeIt) {
  CheckResultsFolder(folder_ / "new" / "results");
  EXPECT_FALSE(fs::exists(folder_ / "new"));
  const Journal journal(folder_ / "new" / "results", sample_);
  EXPECT_TRUE(fs::exists(journal.path()));
}

TEST_F(JournalTest, AFolderBelowAFileIsRefusedBeforeAnything) {
  std::ofstream(folder_ / "file") << "x";
  EXPECT_THROW(CheckResultsFolder(folder_ / "file" / "results"), Error);
  EXPECT_THROW(CheckResultsFolder(folder_ / "file"), Error);
}

TEST_F(JournalTest, AFullDiskIsARunErrorThatKeepsWhatIsThere) {
  Journal journal(folder_, sample_);
  journal.Append(sample_.trials[0]);
  // A limit on the size of files fails like a full disk, with EFBIG.
  std::signal(SIGXFSZ, SIG_IGN);
  rlimit before{};
  getrlimit(RLIMIT_FSIZE, &before);
  const rlimit small{fs::file_size(journal.path()) + 10, before.rlim_max};
  setrlimit(RLIMIT_FSIZE, &small);
  EXPECT_THROW(journal.Append(sample_.trials[1]), RunError);
  EXPECT_THROW(journal.Finish(sample_), RunError);
  setrlimit(RLIMIT_FSIZE, &before);
  EXPECT_EQ(LoadResult(journal.path()).trials.size(), 1u);
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), {}), 1);
}

}  // namespace
}  // namespace bench
