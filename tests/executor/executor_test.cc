// What all executors have in common.
#include "executor/executor.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "executor/as_completed.h"
#include "executor/executors.h"
#include "executor/fake_work.h"
#include "executor/worker_argv.h"
#include "process/subprocess_runner.h"
#include "shell_helpers.h"

namespace bench {
namespace {

using testing::Le;
using testing::UnorderedElementsAreArray;

struct Kind {
  std::string name;
  /// 1 also for the one that has no workers.
  int workers;
  std::function<std::unique_ptr<Executor>(TaskRunner, std::stop_token)> make;
};

// For GoogleTest.
void PrintTo(const Kind& kind, std::ostream* out) { *out << kind.name; }

Kind Sequential() {
  return {"Sequential", 1, [](TaskRunner runner, std::stop_token stop) {
            return MakeSequentialExecutor(std::move(runner), std::move(stop));
          }};
}

Kind ThreadPool(int workers) {
  return {"ThreadPool" + std::to_string(workers), workers,
          [workers](TaskRunner runner, std::stop_token stop) {
            return MakeThreadPoolExecutor(std::move(runner), workers,
                                          std::move(stop));
          }};
}

Kind ProcessPool(int workers) {
  return {"ProcessPool" + std::to_string(workers), workers,
          [workers](const TaskRunner&, std::stop_token stop) {
            return MakeProcessPoolExecutor(workers, std::move(stop),
                                           WorkerArgv());
          }};
}

class ExecutorTest : public testing::TestWithParam<Kind> {
 protected:
  // The sequential one's is the thread that submits.
  int StartedWorkers() const {
    return IsSequential() ? 1 : executor_->started_workers();
  }
  bool IsSequential() const { return GetParam().name == "Sequential"; }

  std::stop_source stop_;
  SubprocessRunner runner_;
  std::unique_ptr<Executor> executor_ =
      GetParam().make(CommandTasks(runner_), stop_.get_token());
};

TEST_P(ExecutorTest, GivesEveryTaskItsOwnOutcome) {
  std::vector<Future<Outcome>> futures;
  for (int i = 0; i < 10; ++i) {
    futures.push_back(executor_->Submit(
        Shell("echo " + std::to_string(i) + "; exit " + std::to_string(i))));
  }
  for (int i = 0; i < 10; ++i) {
    const Outcome& outcome = futures[static_cast<std::size_t>(i)].Get();
    EXPECT_EQ(outcome.out, std::to_string(i) + "\n");
    EXPECT_EQ(outcome.ending, Ending(Exited{i}));
  }
}

TEST_P(ExecutorTest, AnOutcomeIsWhole) {
  const auto before = Clock::now();
  Command command = Shell(
      "echo \"$GREETING\"; printf 'a\\377b' >&2; "
      "i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done");
  command.env = {{"GREETING", "grüezi"}};
  const Outcome outcome = executor_->Submit(command).Get();
  EXPECT_TRUE(outcome.Ok());
  EXPECT_EQ(outcome.out, "grüezi\n");
  // Bytes that are no text may be replaced, and harm nothing.
  EXPECT_THAT(outcome.err, testing::StartsWith("a"));
  EXPECT_THAT(outcome.err, testing::EndsWith("b"));
  EXPECT_LE(before, outcome.begin);
  EXPECT_LT(outcome.begin, outcome.spawned);
  EXPECT_LT(outcome.spawned, outcome.exited);
  EXPECT_LE(outcome.exited, Clock::now());
  EXPECT_GT(outcome.user_s + outcome.system_s, 0);
  EXPECT_GT(outcome.max_rss_bytes, 0);
}

// Linux shares a busy machine's CPU among sessions, not processes: whoever had
// more of them would win against the others, and against the API server.
TEST_P(ExecutorTest, CommandsBelongToOurSession) {
  const auto future = executor_->Submit(Shell("cut -d' ' -f6 /proc/self/stat"));
  EXPECT_EQ(future.Get().out, std::to_string(getsid(0)) + "\n");
}

TEST_P(ExecutorTest, EveryEndingComesThrough) {
  Command hangs = Shell("exec sleep 1000");
  hangs.timeout = std::chrono::milliseconds(200);
  EXPECT_EQ(executor_->Submit(hangs).Get().ending, Ending(TimedOut{}));
  EXPECT_EQ(executor_->Submit(Shell("kill -KILL $$")).Get().ending,
            Ending(Signaled{SIGKILL}));
}

TEST_P(ExecutorTest, AnErrorComesOutOfItsFutureAndHarmsNoOther) {
  auto before = executor_->Submit(Shell("echo before"));
  auto wrong = executor_->Submit(Command{.argv = {"/no/such/program"}});
  auto after = executor_->Submit(Shell("echo after"));
  EXPECT_EQ(before.Get().out, "before\n");
  EXPECT_EQ(after.Get().out, "after\n");
  EXPECT_TRUE(wrong.error());
  EXPECT_TRUE(wrong.Done());
  try {
    wrong.Get();
    FAIL() << "expected an error";
  } catch (const LaunchError& error) {
    EXPECT_STREQ(error.what(),
                 "cannot start /no/such/program: there is no such file");
  }
  EXPECT_FALSE(after.error());
}

TEST_P(ExecutorTest, AsCompletedYieldsEveryFutureOnce) {
  std::vector<Future<Outcome>> futures;
  std::vector<std::string> expected;
  for (int i = 0; i < 20; ++i) {
    expected.push_back(std::to_string(i));
    futures.push_back(executor_->Submit(
        Command{.argv = {"/bin/echo", "-n", expected.back()}}));
  }
  futures.push_back(futures.front());
  std::vector<std::string> seen;
  for (const Future<Outcome>& future : AsCompleted(futures)) {
    EXPECT_TRUE(future.Done());
    seen.push_back(future.Get().out);
  }
  EXPECT_THAT(seen, UnorderedElementsAreArray(expected));
}

TEST_P(ExecutorTest, ManyTasksGoThrough) {
  std::vector<Future<Outcome>> futures;
  for (int i = 0; i < 200; ++i) {
    futures.push_back(executor_->Submit(Command{.argv = {"/bin/true"}}));
  }
  for (const auto& future : futures) EXPECT_TRUE(future.Get().Ok());
}

TEST_P(ExecutorTest, TasksOneAfterTheOtherNeedOneWorker) {
  for (int i = 0; i < 20; ++i) {
    EXPECT_TRUE(executor_->Submit(Command{.argv = {"/bin/true"}}).Get().Ok());
  }
  EXPECT_EQ(StartedWorkers(), 1);
}

TEST_P(ExecutorTest, NoMoreTasksRunAtOnceThanThereAreWorkers) {
  std::vector<Future<Outcome>> futures;
  for (int i = 0; i < 20; ++i) {
    futures.push_back(executor_->Submit(Shell("sleep 0.02")));
  }
  std::vector<std::pair<Clock::time_point, int>> changes;
  for (const auto& future : futures) {
    changes.emplace_back(future.Get().begin, 1);
    changes.emplace_back(future.Get().exited, -1);
  }
  std::ranges::sort(changes);
  int running = 0;
  for (const auto& [time, change] : changes) {
    running += change;
    EXPECT_LE(running, GetParam().workers);
  }
  EXPECT_THAT(StartedWorkers(), Le(GetParam().workers));
}

// Each task waits for the others, so they end only when all run at once.
TEST_P(ExecutorTest, AsManyTasksRunAtOnceAsThereAreWorkers) {
  const TempFolder folder;
  const int workers = GetParam().workers;
  const std::string meet = "touch " + (folder / "").string() +
                           "$$; while [ $(ls " + (folder / "").string() +
                           " | wc -l) -lt " + std::to_string(workers) +
                           " ]; do sleep 0.01; done";
  std::vector<Future<Outcome>> futures;
  for (int i = 0; i < workers; ++i) {
    futures.push_back(executor_->Submit(Shell(meet)));
  }
  for (const auto& future : futures) EXPECT_TRUE(future.Get().Ok());
  EXPECT_EQ(StartedWorkers(), workers);
}

TEST_P(ExecutorTest, WhatHasNotStartedCanBeCancelled) {
  if (IsSequential()) {
    auto future = executor_->Submit(Command{.argv = {"/bin/true"}});
    EXPECT_FALSE(future.Cancel());
    EXPECT_TRUE(future.Get().Ok());
    return;
  }
  const Gate gate;
  std::vector<Future<Outcome>> running;
  for (int i = 0; i < GetParam().workers; ++i) {
    running.push_back(executor_->Submit(gate.Pass()));
  }
  const TempFolder folder;
  const auto mark = folder / "mark";
  auto cancelled =
      executor_->Submit(Command{.argv = {"/bin/touch", mark.string()}});
  EXPECT_FALSE(cancelled.Done());
  EXPECT_FALSE(cancelled.WaitFor(std::chrono::milliseconds(1)));
  EXPECT_TRUE(cancelled.Cancel());
  EXPECT_TRUE(cancelled.Cancel());
  EXPECT_TRUE(cancelled.Cancelled());
  EXPECT_TRUE(cancelled.Done());
  EXPECT_THROW(cancelled.Get(), CancelledError);
  EXPECT_THROW(cancelled.error(), CancelledError);
  gate.Open();
  for (auto& future : running) {
    EXPECT_TRUE(future.Get().Ok());
    EXPECT_FALSE(future.Cancel());
  }
  executor_->Shutdown();
  EXPECT_FALSE(std::filesystem::exists(mark));
}

TEST_P(ExecutorTest, ShutdownCanCancelWhatHasNotStarted) {
  if (IsSequential()) return;  // there is never anything pending
  const Gate gate;
  std::vector<Future<Outcome>> running;
  for (int i = 0; i < GetParam().workers; ++i) {
    running.push_back(executor_->Submit(gate.Pass()));
  }
  // A pending one is cancelled only after the others have surely started.
  gate.WaitForArrivals(GetParam().workers);
  auto pending = executor_->Submit(Command{.argv = {"/bin/true"}});
  pending.OnDone([&gate] { gate.Open(); });
  executor_->Shutdown(/*cancel_pending=*/true);
  EXPECT_TRUE(pending.Cancelled());
  for (const auto& future : running) EXPECT_TRUE(future.Get().Ok());
}

TEST_P(ExecutorTest, DestructorWaitsForTheTasks) {
  const TempFolder folder;
  std::vector<Future<Outcome>> futures;
  for (int i = 0; i < 5; ++i) {
    futures.push_back(executor_->Submit(
        Shell("sleep 0.05; touch " + (folder / "").string() + "$$")));
  }
  executor_.reset();
  for (const auto& future : futures) EXPECT_TRUE(future.Done());
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder / ""),
                          std::filesystem::directory_iterator()),
            5);
}

TEST_P(ExecutorTest, SubmitAfterShutdownIsRefused) {
  auto future = executor_->Submit(Command{.argv = {"/bin/true"}});
  executor_->Shutdown();
  EXPECT_TRUE(future.Done());
  EXPECT_THROW(executor_->Submit(Command{.argv = {"/bin/true"}}), Error);
  executor_->Shutdown();
}

TEST_P(ExecutorTest, AfterAStopEveryTaskIsStopped) {
  const TempFolder folder;
  const auto mark = folder / "mark";
  const Gate gate;  // which is never opened
  std::jthread stopper([&] {
    gate.WaitForArrivals(GetParam().workers);
    stop_.request_stop();
  });
  std::vector<Future<Outcome>> futures;
  for (int i = 0; i < GetParam().workers; ++i) {
    futures.push_back(executor_->Submit(gate.Pass()));
  }
  for (int i = 0; i < 3; ++i) {
    futures.push_back(
        executor_->Submit(Command{.argv = {"/bin/touch", mark.string()}}));
  }
  for (const auto& future : futures) {
    EXPECT_EQ(future.Get().ending, Ending(Stopped{}));
  }
  EXPECT_EQ(executor_->Submit(Command{.argv = {"/bin/touch", mark.string()}})
                .Get()
                .ending,
            Ending(Stopped{}));
  executor_->Shutdown();
  EXPECT_FALSE(std::filesystem::exists(mark));
}

TEST_P(ExecutorTest, LeavesNoChildBehind) {
  EXPECT_TRUE(executor_->Submit(Command{.argv = {"/bin/true"}}).Get().Ok());
  const auto before_end = OpenDescriptors();
  executor_.reset();
  EXPECT_LE(OpenDescriptors(), before_end);
  EXPECT_TRUE(HasNoChild());
}

INSTANTIATE_TEST_SUITE_P(All, ExecutorTest,
                         testing::Values(Sequential(), ThreadPool(1),
                                         ThreadPool(4), ProcessPool(1),
                                         ProcessPool(4)),
                         [](const auto& kind) { return kind.param.name; });

// What a second way to uninstall will be: no process, and nothing of it is
// known to the executors.
TEST(WorkTest, PassesThroughEveryExecutor) {
  const auto sequential = MakeSequentialExecutor(RunFakeWork);
  const auto threads = MakeThreadPoolExecutor(RunFakeWork, 2);
  const auto processes = MakeProcessPoolExecutor(2, {}, {FAKE_WORKER});
  for (Executor* executor :
       {sequential.get(), threads.get(), processes.get()}) {
    const auto done = executor->Submit(Work{"letters", "grüezi\n"});
    const auto unknown = executor->Submit(Work{"sums", "1"});
    EXPECT_EQ(done.Get().out, "8 letters");
    EXPECT_EQ(done.Get().ending, Ending(Exited{3}));
    try {
      unknown.Get();
      FAIL() << "expected an error";
    } catch (const Error& error) {
      EXPECT_STREQ(error.what(), "what is sums?");
    }
  }
}

TEST(WorkTest, WhoeverRunsCommandsRefusesIt) {
  SubprocessRunner runner;
  const auto executor = MakeSequentialExecutor(CommandTasks(runner));
  EXPECT_THROW(executor->Submit(Work{"letters", ""}).Get(), Error);
}

TEST(PoolSizeTest, APoolNeedsAWorker) {
  SubprocessRunner runner;
  EXPECT_THROW(MakeThreadPoolExecutor(CommandTasks(runner), 0), Error);
  EXPECT_THROW(MakeProcessPoolExecutor(-1), Error);
}

}  // namespace
}  // namespace bench
