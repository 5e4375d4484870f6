#include "process/subprocess_runner.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>
#include <thread>
#include <vector>

#include "process/spawn.h"
#include "shell_helpers.h"
#include "util/fd.h"

namespace bench {
namespace {

using std::chrono::milliseconds;
using testing::HasSubstr;
using testing::MatchesRegex;

Outcome Launch(const Command& command, std::stop_token stop = {}) {
  SubprocessRunner runner;
  return runner.Run(command, std::move(stop));
}

std::string LaunchErrorOf(const std::string& program) {
  try {
    Launch({.argv = {program}});
  } catch (const LaunchError& error) {
    return error.what();
  }
  return "launched";
}

void InThreads(int threads, const std::function<void()>& body) {
  std::vector<std::jthread> running;
  for (int i = 0; i < threads; ++i) running.emplace_back(body);
}

TEST(SubprocessRunnerTest, TellsTheExitCodeAndBothOutputs) {
  const Outcome outcome = Launch(Shell("echo out; echo err >&2; exit 9"));
  EXPECT_EQ(outcome.ending, Ending(Exited{9}));
  EXPECT_EQ(outcome.out, "out\n");
  EXPECT_EQ(outcome.err, "err\n");
  EXPECT_FALSE(outcome.truncated);
  EXPECT_FALSE(outcome.Ok());
  EXPECT_TRUE(Launch({.argv = {"/bin/true"}}).Ok());
}

TEST(SubprocessRunnerTest, TellsTheSignalApartFromAnExitCode) {
  EXPECT_EQ(Launch(Shell("kill -KILL $$")).ending, Ending(Signaled{SIGKILL}));
}

TEST(SubprocessRunnerTest, ArgumentsReachTheChildAsTheyAre) {
  const std::string odd = "a b\n'\"$HOME*";
  EXPECT_EQ(Launch({.argv = {"/bin/echo", "-n", odd, ""}}).out, odd + " ");
}

TEST(SubprocessRunnerTest, StampsAreInOrder) {
  const auto before = Clock::now();
  const Outcome outcome = Launch(Shell("sleep 0.05"));
  EXPECT_LE(before, outcome.begin);
  EXPECT_LT(outcome.begin, outcome.spawned);
  EXPECT_LT(outcome.spawned, outcome.exited);
  // From the launch: the child may have slept a while before that returned.
  EXPECT_LE(outcome.begin + milliseconds(50), outcome.exited);
  EXPECT_LE(outcome.exited, Clock::now());
}

TEST(SubprocessRunnerTest, WhatCannotBeStartedIsNamedWithTheReason) {
  const TempFolder folder;
  EXPECT_EQ(LaunchErrorOf("/no/such/program"),
            "cannot start /no/such/program: there is no such file");
  EXPECT_THAT(LaunchErrorOf("/etc/passwd"),
              HasSubstr("it is not an executable file"));
  EXPECT_THAT(LaunchErrorOf("true"), HasSubstr("absolute path"));

  const auto script = folder / "script";
  std::ofstream(script) << "#!/no/such/interpreter\n";
  std::filesystem::permissions(script, std::filesystem::perms::all);
  EXPECT_THAT(LaunchErrorOf(script), HasSubstr("interpreter"));
  const auto text = folder / "text";
  std::ofstream(text) << "hello\n";
  std::filesystem::permissions(text, std::filesystem::perms::all);
  EXPECT_THAT(LaunchErrorOf(text), HasSubstr("not a program"));
}

TEST(SubprocessRunnerTest, BothOutputsMayBeLargeAtTheSameTime) {
  const Outcome outcome = Launch(
      Shell("head -c 1048576 /dev/zero >&2 & head -c 1048576 /dev/zero; wait"));
  EXPECT_EQ(outcome.out.size(), 1u << 20);
  EXPECT_EQ(outcome.err.size(), 1u << 20);
  EXPECT_FALSE(outcome.truncated);
}

TEST(SubprocessRunnerTest, KeepsAnOutputUpToTheCapAndReadsTheRest) {
  const Outcome outcome =
      Launch(Shell("head -c " + std::to_string(kOutputCap + 100000) +
                   " /dev/zero && echo whole >&2"));
  EXPECT_EQ(outcome.out.size(), kOutputCap);
  EXPECT_EQ(outcome.err, "whole\n");
  EXPECT_TRUE(outcome.truncated);
}

TEST(SubprocessRunnerTest, StdinIsEmpty) {
  EXPECT_EQ(Launch(Shell("cat; readlink /proc/self/fd/0")).out, "/dev/null\n");
}

TEST(SubprocessRunnerTest, EnvironmentIsInheritedAndOverridden) {
  setenv("BENCH_TEST_KEPT", "kept", 1);
  setenv("BENCH_TEST_REPLACED", "old", 1);
  Command command = Shell("env | grep ^BENCH_TEST | sort");
  command.env = {{"BENCH_TEST_REPLACED", "new"}, {"BENCH_TEST_ADDED", ""}};
  EXPECT_EQ(Launch(command).out,
            "BENCH_TEST_ADDED=\nBENCH_TEST_KEPT=kept\n"
            "BENCH_TEST_REPLACED=new\n");
}

TEST(SubprocessRunnerTest, ChildLeadsAProcessGroupOfItsOwn) {
  // pid, then the fifth field of its stat, which is the group.
  const Outcome outcome =
      Launch(Shell("read -r pid _ _ _ group _ </proc/$$/stat; "
                   "echo $(($$ == pid && $$ == group))"));
  EXPECT_EQ(outcome.out, "1\n");
}

TEST(SubprocessRunnerTest, NoForeignDescriptorReachesAChild) {
  // Given one that is not closed on exec, and many launches at a time.
  const Fd foreign(open("/dev/null", O_RDONLY));
  InThreads(8, [] {
    for (int i = 0; i < 25; ++i) {
      // ls itself opens the folder as 3.
      EXPECT_EQ(Launch({.argv = {"/bin/ls", "/proc/self/fd"}}).out,
                "0\n1\n2\n3\n");
    }
  });
}

TEST(SubprocessRunnerTest, WorksWhenOurOwnStandardDescriptorsAreClosed) {
  // In a process of its own: then new pipes would come to lie on 0, 1 and 2.
  const pid_t pid = fork();
  if (pid == 0) {
    close(0);
    close(1);
    close(2);
    const Outcome outcome = Launch(Shell("echo out; echo err >&2"));
    const Pipe pipe = MakePipe();
    const bool above = pipe.read.get() > 2 && pipe.write.get() > 2;
    _exit(above && outcome.out == "out\n" && outcome.err == "err\n" ? 0 : 1);
  }
  int status = 0;
  ASSERT_EQ(waitpid(pid, &status, 0), pid);
  EXPECT_EQ(status, 0);
}

TEST(SubprocessRunnerTest, SignalsThatWeBlockOrIgnoreAreDefaultInTheChild) {
  std::string out;
  std::jthread([&out] {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    const auto before = std::signal(SIGPIPE, SIG_IGN);
    out = Launch(Shell("sed -n 's/^Sig\\(Blk\\|Ign\\):\t/0x/p' "
                       "/proc/self/status"))
              .out;
    std::signal(SIGPIPE, before);
  }).join();
  // Signals 32 and 33 are glibc's own and stay as they are.
  constexpr unsigned long kOurs = 0x7fffffff;
  std::istringstream masks(out);
  std::string blocked;
  std::string ignored;
  ASSERT_TRUE(masks >> blocked >> ignored);
  EXPECT_EQ(std::stoul(blocked, nullptr, 16) & kOurs, 0u);
  EXPECT_EQ(std::stoul(ignored, nullptr, 16) & kOurs, 0u);
}

TEST(SubprocessRunnerTest, TimeoutEndsTheWholeGroup) {
  Command command = Shell("sleep 1000 & echo $!; wait");
  command.timeout = std::chrono::seconds(2);
  const Outcome outcome = Launch(command);
  EXPECT_EQ(outcome.ending, Ending(TimedOut{}));
  EXPECT_TRUE(EndsSoon(std::stoi(outcome.out)));
}

TEST(SubprocessRunnerTest, WhatIgnoresTermIsKilled) {
  Command command = Shell("trap '' TERM; echo $$; while :; do sleep 0.1; done");
  command.timeout = std::chrono::seconds(2);
  const Outcome outcome = Launch(command);
  EXPECT_EQ(outcome.ending, Ending(TimedOut{}));
  EXPECT_FALSE(IsRunning(std::stoi(outcome.out)));
}

TEST(SubprocessRunnerTest, WhatEndsInTimeIsNotTimedOut) {
  Command command = Shell("sleep 0.05; exit 3");
  command.timeout = std::chrono::minutes(5);
  EXPECT_EQ(Launch(command).ending, Ending(Exited{3}));
}

TEST(SubprocessRunnerTest, StopEndsTheWholeGroup) {
  const TempFolder folder;
  const std::string ready = folder / "ready";
  ASSERT_EQ(mkfifo(ready.c_str(), 0600), 0);
  std::stop_source stop;
  std::jthread stopper([&] {
    std::string line;
    std::ifstream fifo(ready);  // opened by both, or not at all
    std::getline(fifo, line);
    stop.request_stop();
  });
  const Outcome outcome =
      Launch(Shell("sleep 1000 & echo $!; echo ready >" + ready + "; wait"),
             stop.get_token());
  EXPECT_EQ(outcome.ending, Ending(Stopped{}));
  EXPECT_TRUE(EndsSoon(std::stoi(outcome.out)));
}

TEST(SubprocessRunnerTest, NothingIsLaunchedOnceStopped) {
  const TempFolder folder;
  const std::string mark = folder / "mark";
  std::stop_source stop;
  stop.request_stop();
  EXPECT_EQ(Launch(Shell("touch " + mark), stop.get_token()).ending,
            Ending(Stopped{}));
  EXPECT_FALSE(std::filesystem::exists(mark));
}

TEST(SubprocessRunnerTest, AGrandchildThatKeepsAnOutputIsKilled) {
  const Outcome outcome = Launch(Shell("sleep 1000 & echo $!; exit 4"));
  EXPECT_EQ(outcome.ending, Ending(Exited{4}));
  EXPECT_TRUE(EndsSoon(std::stoi(outcome.out)));
}

TEST(SubprocessRunnerTest, AGrandchildOutsideTheGroupDoesNotHoldUsUp) {
  const TempFolder folder;
  const std::string ready = folder / "ready";
  const Outcome outcome =
      Launch(Shell("setsid sh -c 'echo $$; touch " + ready +
                   "; exec sleep 1000' & "
                   "until [ -e " +
                   ready + " ]; do sleep 0.01; done; exit 5"));
  EXPECT_EQ(outcome.ending, Ending(Exited{5}));
  EXPECT_THAT(outcome.out, MatchesRegex("[0-9]+\n"));
  kill(std::stoi(outcome.out), SIGKILL);
}

TEST(SubprocessRunnerTest, TellsWhatTheChildUsed) {
  const Outcome busy =
      Launch(Shell("i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done"));
  EXPECT_GT(busy.user_s, 0);
  EXPECT_GT(busy.max_rss_bytes, 100 << 10);
  EXPECT_LT(busy.max_rss_bytes, std::int64_t{1} << 30);
}

TEST(SubprocessRunnerTest, LeavesNoDescriptorAndNoZombie) {
  const std::ptrdiff_t before = OpenDescriptors();
  InThreads(8, [] {
    for (int i = 0; i < 25; ++i) {
      EXPECT_TRUE(Launch({.argv = {"/bin/true"}}).Ok());
      EXPECT_THROW(Launch({.argv = {"/no/such/program"}}), LaunchError);
    }
  });
  EXPECT_EQ(OpenDescriptors(), before);
  EXPECT_TRUE(HasNoChild());
}

#ifndef __SANITIZE_ADDRESS__  // whose runtime needs descriptors of its own
TEST(SubprocessRunnerTest, RunningOutOfDescriptorsIsALaunchError) {
  const std::ptrdiff_t before = OpenDescriptors();
  rlimit old{};
  getrlimit(RLIMIT_NOFILE, &old);
  // From none that is left to just enough.
  bool launched = false;
  for (rlim_t more = 0; !launched && more < 64; ++more) {
    const rlimit tight{static_cast<rlim_t>(before) - 1 + more, old.rlim_max};
    setrlimit(RLIMIT_NOFILE, &tight);
    try {
      launched = Launch({.argv = {"/bin/true"}}).Ok();
    } catch (const LaunchError& error) {
      EXPECT_THAT(error.what(), HasSubstr("cannot"));
    }
  }
  setrlimit(RLIMIT_NOFILE, &old);
  EXPECT_TRUE(launched);
  EXPECT_EQ(OpenDescriptors(), before);
  EXPECT_TRUE(HasNoChild());
}
#endif

TEST(EndingTest, IsDescribedInWords) {
  EXPECT_EQ(EndingText(Exited{1}), "exit code 1");
  EXPECT_EQ(EndingText(Signaled{SIGKILL}), "signal 9 (Killed)");
  EXPECT_EQ(EndingText(TimedOut{}), "timed out");
  EXPECT_EQ(EndingText(Stopped{}), "stopped");
}

}  // namespace
}  // namespace bench
