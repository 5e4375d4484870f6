#include "uninstaller/uninstaller.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <latch>
#include <mutex>
#include <string>
#include <vector>

#include "executor/executors.h"
#include "util/error.h"

namespace bench {
namespace {

using testing::ElementsAre;

// Not through helm: its tasks are no processes.
class FakeUninstaller : public Uninstaller {
 public:
  Task List(const std::string& ns) const override { return Work{"list", ns}; }
  std::vector<Release> Listed(const std::string& ns,
                              const Outcome& outcome) const override {
    if (!outcome.Ok()) throw Error("list of {}: {}", ns, outcome.err);
    return {{ns, outcome.out}};
  }
  Task Uninstall(const Release& release) const override {
    return Work{"uninstall", release.name};
  }
  ReleaseResult Uninstalled(const Release& release, const Outcome& outcome,
                            Clock::time_point /*begin*/) const override {
    return {.release = release, .error = outcome.err};
  }
};

class UninstallerTest : public testing::Test {
 protected:
  // Notes what is run and told, in order.
  void Note(const std::string& words) {
    const std::lock_guard lock(mutex_);
    notes_.push_back(words);
  }
  Outcome Run(const Task& task) {
    const auto& work = std::get<Work>(task);
    Note(work.name + " " + work.input);
    if (work.input == "lost") throw Error("its worker died");
    return {.ending = Exited{work.input == "closed" ? 1 : 0},
            .out = "in " + work.input,
            .err = work.input == "closed" ? "forbidden" : ""};
  }
  TaskRunner runner_ = [this](const Task& task, const std::stop_token&) {
    return Run(task);
  };
  OnRelease told_ = [this](const ReleaseResult& result) {
    Note("told " + result.release.name);
  };

  const FakeUninstaller uninstaller_;
  std::mutex mutex_;
  std::vector<std::string> notes_;
};

std::vector<std::string> Names(const std::vector<ReleaseResult>& results) {
  std::vector<std::string> names;
  for (const ReleaseResult& result : results) {
    names.push_back(result.release.name);
  }
  return names;
}

TEST_F(UninstallerTest, ListsEveryNamespaceInTheirOrder) {
  const auto executor = MakeThreadPoolExecutor(runner_, 2);
  const std::vector<std::string> namespaces = {"b", "a"};
  EXPECT_THAT(ListReleases(uninstaller_, namespaces, *executor),
              ElementsAre(Release{"b", "in b"}, Release{"a", "in a"}));
}

TEST_F(UninstallerTest, WithoutAListThereIsAnError) {
  const auto executor = MakeSequentialExecutor(runner_);
  for (const std::string ns : {"closed", "lost"}) {
    EXPECT_THROW(ListReleases(uninstaller_, {{ns}}, *executor), Error);
  }
}

TEST_F(UninstallerTest, OneByOneEachIsToldBeforeTheNextIsBegun) {
  const auto executor = MakeSequentialExecutor(runner_);
  UninstallReleases(uninstaller_, {{"a", "x"}, {"a", "y"}}, *executor,
                    Clock::now(), told_);
  EXPECT_THAT(notes_,
              ElementsAre("uninstall x", "told x", "uninstall y", "told y"));
}

TEST_F(UninstallerTest, OnAPoolEachIsToldTheMomentItEnds) {
  std::latch second_is_told(1);
  const auto executor = MakeThreadPoolExecutor(
      [&](const Task& task, const std::stop_token&) {
        if (std::get<Work>(task).input == "first") second_is_told.wait();
        return Run(task);
      },
      2);
  const auto results = UninstallReleases(
      uninstaller_, {{"a", "first"}, {"a", "second"}}, *executor, Clock::now(),
      [&](const ReleaseResult& result) {
        told_(result);
        if (result.release.name == "second") second_is_told.count_down();
      });
  EXPECT_THAT(notes_, ElementsAre("uninstall second", "told second",
                                  "uninstall first", "told first"));
  EXPECT_THAT(Names(results), ElementsAre("first", "second"));
}

TEST_F(UninstallerTest, AnErrorIsOneReleases) {
  const auto executor = MakeThreadPoolExecutor(runner_, 2);
  const auto results = UninstallReleases(
      uninstaller_, {{"a", "lost"}, {"a", "closed"}, {"a", "x"}}, *executor,
      Clock::now());
  EXPECT_EQ(results[0].error, "its worker died");
  EXPECT_EQ(results[1].error, "forbidden");
  EXPECT_EQ(results[2].error, "");
}

}  // namespace
}  // namespace bench
