#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <stop_token>
#include <string>
#include <vector>

#include "executor/executors.h"
#include "executor/wire.h"
#include "executor/worker_argv.h"
#include "process/spawn.h"
#include "shell_helpers.h"

namespace bench {
namespace {

using testing::HasSubstr;

pid_t ParentOf(pid_t pid) {
  std::ifstream stat("/proc/" + std::to_string(pid) + "/stat");
  std::string line;
  std::getline(stat, line);
  return std::stoi(line.substr(line.rfind(')') + 4));
}

std::string BrokenPoolOf(const Future<Outcome>& future) {
  try {
    future.Get();
  } catch (const BrokenPool& error) {
    return error.what();
  }
  return "no error";
}

TEST(ProcessPoolTest, AKilledWorkerBreaksThePoolAndLeavesNothing) {
  // Given two running tasks and some that wait,
  const Gate gate;
  const auto pool = MakeProcessPoolExecutor(2, {}, WorkerArgv());
  std::vector<Future<Outcome>> futures;
  for (int i = 0; i < 5; ++i) futures.push_back(pool->Submit(gate.Pass()));
  const std::vector<pid_t> children = gate.WaitForArrivals(2);
  // when one worker is killed,
  const pid_t worker = ParentOf(children[0]);
  ASSERT_NE(worker, getpid());
  ASSERT_EQ(kill(worker, SIGKILL), 0);
  // then every future says so,
  for (const auto& future : futures) {
    EXPECT_EQ(BrokenPoolOf(future),
              "the process pool is broken: its worker process " +
                  std::to_string(worker) +
                  " has died: signal 9 (Killed); what had not finished is "
                  "lost");
  }
  // nothing can be submitted any more,
  EXPECT_THROW(pool->Submit(Command{.argv = {"/bin/true"}}), BrokenPool);
  // and nothing is left of either worker.
  pool->Shutdown();
  for (const pid_t child : children) EXPECT_TRUE(EndsSoon(child));
  EXPECT_TRUE(HasNoChild());
}

TEST(ProcessPoolTest, WhatHadFinishedKeepsItsOutcome) {
  const Gate gate;
  const auto pool = MakeProcessPoolExecutor(1, {}, WorkerArgv());
  const auto finished = pool->Submit(Shell("echo done"));
  finished.Wait();
  const auto lost = pool->Submit(gate.Pass());
  ASSERT_EQ(kill(ParentOf(gate.WaitForArrivals(1)[0]), SIGKILL), 0);
  EXPECT_THAT(BrokenPoolOf(lost), HasSubstr("signal 9 (Killed)"));
  EXPECT_EQ(finished.Get().out, "done\n");
}

TEST(ProcessPoolTest, AnIdleWorkerThatDiesBreaksThePoolToo) {
  const auto pool = MakeProcessPoolExecutor(1, {}, WorkerArgv());
  // The shell's parent is the worker.
  const std::string worker = pool->Submit(Shell("echo $PPID")).Get().out;
  ASSERT_EQ(kill(std::stoi(worker), SIGTERM), 0);
  while (true) {
    try {
      pool->Submit(Command{.argv = {"/bin/true"}}).Wait();
    } catch (const BrokenPool& error) {
      EXPECT_THAT(error.what(), HasSubstr("signal 15 (Terminated)"));
      break;
    }
  }
}

// Workers that are none.
TEST(ProcessPoolTest, AWorkerThatExitsAtOnceBreaksThePool) {
  const auto pool = MakeProcessPoolExecutor(2, {}, {"/bin/sh", "-c", "exit 3"});
  EXPECT_THAT(BrokenPoolOf(pool->Submit(Command{.argv = {"/bin/true"}})),
              HasSubstr("exit code 3"));
}

TEST(ProcessPoolTest, AWorkerThatAnswersGarbageBreaksThePool) {
  const auto pool = MakeProcessPoolExecutor(
      2, {}, {"/bin/sh", "-c", "echo hello; exec sleep 1000"});
  EXPECT_THAT(BrokenPoolOf(pool->Submit(Command{.argv = {"/bin/true"}})),
              HasSubstr("expected an outcome as a line of JSON, got \"hello"));
}

TEST(ProcessPoolTest, AWorkerThatClosesItsPipesBreaksThePool) {
  const auto pool = MakeProcessPoolExecutor(
      2, {}, {"/bin/sh", "-c", "exec <&- >&-; exec sleep 1000"});
  EXPECT_THAT(BrokenPoolOf(pool->Submit(Command{.argv = {"/bin/true"}})),
              HasSubstr("it has closed its"));
}

TEST(ProcessPoolTest, WritingToAWorkerThatDoesNotReadIsNotOurEnd) {
  // Given a worker that is busy and deaf: being asked to stop is a SIGPIPE.
  const Gate gate;
  std::stop_source stop;
  const auto pool = MakeProcessPoolExecutor(
      1, stop.get_token(),
      {"/bin/sh", "-c", "exec <&-; " + gate.Pass().argv[2]});
  const auto future = pool->Submit(Command{.argv = {"/bin/true"}});
  gate.WaitForArrivals(1);
  stop.request_stop();
  EXPECT_THAT(BrokenPoolOf(future), HasSubstr("it has closed its input"));
}

TEST(ProcessPoolTest, AWorkerThatCannotBeStartedBreaksThePool) {
  const auto pool = MakeProcessPoolExecutor(2, {}, {"/no/such/worker"});
  EXPECT_THAT(BrokenPoolOf(pool->Submit(Command{.argv = {"/bin/true"}})),
              HasSubstr("cannot start /no/such/worker: there is no such file"));
  EXPECT_THROW(pool->Submit(Command{.argv = {"/bin/true"}}), BrokenPool);
}

TEST(ProcessPoolTest, ACommandThatCannotBeToldHarmsNoOther) {
  const auto pool = MakeProcessPoolExecutor(1, {}, WorkerArgv());
  const auto wrong = pool->Submit(Command{.argv = {"/bin/echo", "\xff"}});
  EXPECT_THROW(wrong.Get(), Error);
  EXPECT_TRUE(pool->Submit(Command{.argv = {"/bin/true"}}).Get().Ok());
}

TEST(ProcessPoolTest, WorkersAreStartedOnDemandAndTheirCpuIsReported) {
  const auto pool = MakeProcessPoolExecutor(5, {}, WorkerArgv());
  EXPECT_EQ(pool->started_workers(), 0);
  EXPECT_TRUE(pool->Submit(Command{.argv = {"/bin/true"}}).Get().Ok());
  EXPECT_EQ(pool->started_workers(), 1);
  // A task's own CPU time is the task's, not its worker's.
  const Outcome busy =
      pool->Submit(Shell("i=0; while [ $i -lt 1500000 ]; do i=$((i+1)); done"))
          .Get();
  pool->Shutdown();
  EXPECT_GT(pool->WorkersCpuSeconds(), 0);
  EXPECT_LT(pool->WorkersCpuSeconds(), busy.user_s + busy.system_s);
}

TEST(ProcessPoolTest, LargeOutputsComeThrough) {
  const auto pool = MakeProcessPoolExecutor(1, {}, WorkerArgv());
  const auto future = pool->Submit(
      Shell("head -c 1048576 /dev/zero; head -c 1048576 /dev/zero >&2"));
  EXPECT_EQ(future.Get().out.size(), 1u << 20);
  EXPECT_EQ(future.Get().err.size(), 1u << 20);
}

// A worker by itself, as it is when its pool's process has been killed.
TEST(WorkerTest, EndsItsCommandAndItselfWithItsInput) {
  const Gate gate;
  Pipe in = MakePipe();
  Pipe out = MakePipe();
  const std::vector<std::string> argv = WorkerArgv();
  const pid_t worker = Spawn({.argv = argv,
                              .env = {},
                              .in = in.read.get(),
                              .out = out.write.get()})
                           .pid;
  in.read.reset();
  out.write.reset();
  const std::string order = EncodeRun(gate.Pass());
  ASSERT_EQ(write(in.write.get(), order.data(), order.size()),
            static_cast<ssize_t>(order.size()));
  const pid_t child = gate.WaitForArrivals(1)[0];
  EXPECT_EQ(ParentOf(child), worker);
  // Nobody reads its answer either.
  in.write.reset();
  out.read.reset();
  int status = 0;
  EXPECT_EQ(waitpid(worker, &status, 0), worker);
  EXPECT_EQ(status, 0);
  EXPECT_TRUE(EndsSoon(child));
}

}  // namespace
}  // namespace bench
