#include "process/spawn.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <string_view>
#include <system_error>

#include "process/command_runner.h"

namespace bench {
namespace {

std::string Reason(int error) { return std::generic_category().message(error); }

void Check(int error) {
  if (error != 0) {
    throw LaunchError("cannot prepare a child process: {}", Reason(error));
  }
}

// What the child does between its birth and exec.
class FileActions {
 public:
  FileActions() { Check(posix_spawn_file_actions_init(&actions_)); }
  ~FileActions() { posix_spawn_file_actions_destroy(&actions_); }
  FileActions(const FileActions&) = delete;
  FileActions& operator=(const FileActions&) = delete;

  void OpenNull(int as) {
    Check(posix_spawn_file_actions_addopen(&actions_, as, "/dev/null", O_RDONLY,
                                           0));
  }
  void Move(int fd, int as) {
    Check(posix_spawn_file_actions_adddup2(&actions_, fd, as));
  }
  void CloseFrom(int fd) {
    Check(posix_spawn_file_actions_addclosefrom_np(&actions_, fd));
  }
  const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_;
};

class Attributes {
 public:
  explicit Attributes(ChildOf child_of) {
    Check(posix_spawnattr_init(&attributes_));
    // A leader of a session leads a process group as well. The group's id is
    // the child's pid by default.
    const int leader = child_of == ChildOf::kItsOwnSession
                           ? POSIX_SPAWN_SETSID
                           : POSIX_SPAWN_SETPGROUP;
    posix_spawnattr_setflags(&attributes_,
                             static_cast<short>(leader | POSIX_SPAWN_SETSIGDEF |
                                                POSIX_SPAWN_SETSIGMASK));
    sigset_t signals;
    sigfillset(&signals);
    posix_spawnattr_setsigdefault(&attributes_, &signals);
    sigemptyset(&signals);
    posix_spawnattr_setsigmask(&attributes_, &signals);
  }
  ~Attributes() { posix_spawnattr_destroy(&attributes_); }
  Attributes(const Attributes&) = delete;
  Attributes& operator=(const Attributes&) = delete;

  const posix_spawnattr_t* get() const { return &attributes_; }

 private:
  posix_spawnattr_t attributes_;
};

// "NAME=value" of the inherited environment with `added` in it.
std::vector<std::string> AddedVariables(
    const std::map<std::string, std::string>& added) {
  std::vector<std::string> variables;
  variables.reserve(added.size());
  for (const auto& [name, value] : added) {
    variables.push_back(fmt::format("{}={}", name, value));
  }
  return variables;
}

// The array that exec wants: pointers into `added_text` and into our own
// environment, without the variables that `added` replaces.
std::vector<char*> EnvironmentPointers(
    const std::map<std::string, std::string>& added,
    std::vector<std::string>& added_text) {
  std::vector<char*> pointers;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    const std::string name(text.substr(0, text.find('=')));
    if (!added.contains(name)) pointers.push_back(*entry);
  }
  for (std::string& text : added_text) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

std::vector<char*> ArgumentPointers(const std::vector<std::string>& argv) {
  std::vector<char*> pointers;
  pointers.reserve(argv.size() + 1);
  for (const std::string& argument : argv) {
    // exec's signature is older than const; it writes nothing.
    pointers.push_back(const_cast<char*>(argument.c_str()));
  }
  pointers.push_back(nullptr);
  return pointers;
}

std::string LaunchFailure(int error, const std::string& program) {
  switch (error) {
    case ENOENT:
      return access(program.c_str(), F_OK) == 0
                 ? "the interpreter that its first line names does not exist"
                 : "there is no such file";
    case EACCES:
      return "it is not an executable file";
    case ENOEXEC:
      return "it is not a program of this machine, and has no #! line";
    case EAGAIN:
      return "the limit of processes is reached (ulimit -u)";
    default:
      return Reason(error);
  }
}

Fd AboveStandard(Fd fd) {
  if (fd.get() > STDERR_FILENO) return fd;
  return Fd(fcntl(fd.get(), F_DUPFD_CLOEXEC, STDERR_FILENO + 1));
}

}  // namespace

Pipe MakePipe() {
  int ends[2] = {-1, -1};
  Pipe pipe;
  if (pipe2(ends, O_CLOEXEC) == 0) {
    pipe = {AboveStandard(Fd(ends[0])), AboveStandard(Fd(ends[1]))};
  }
  if (pipe.read.get() < 0 || pipe.write.get() < 0) {
    throw LaunchError("cannot make a pipe for a child process: {}",
                      Reason(errno));
  }
  return pipe;
}

Spawned Spawn(const SpawnRequest& request) {
  if (request.argv.empty() || !request.argv[0].starts_with('/')) {
    throw LaunchError(
        "cannot start \"{}\": expected an absolute path [this is a bug]",
        request.argv.empty() ? "" : request.argv[0]);
  }
  FileActions actions;
  if (request.in < 0) {
    actions.OpenNull(STDIN_FILENO);
  } else {
    actions.Move(request.in, STDIN_FILENO);
  }
  if (request.out >= 0) actions.Move(request.out, STDOUT_FILENO);
  if (request.err >= 0) actions.Move(request.err, STDERR_FILENO);
  // Libraries open descriptors without O_CLOEXEC; one that leaks into another
  // child keeps a pipe open and falsifies its time.
  actions.CloseFrom(STDERR_FILENO + 1);
  const Attributes attributes(request.child_of);
  const std::vector<char*> argv = ArgumentPointers(request.argv);
  std::vector<std::string> added = AddedVariables(request.env);
  const std::vector<char*> env = EnvironmentPointers(request.env, added);

  Spawned child;
  child.begin = Clock::now();
  const int error = posix_spawn(&child.pid, argv[0], actions.get(),
                                attributes.get(), argv.data(), env.data());
  child.spawned = Clock::now();
  if (error != 0) {
    throw LaunchError("cannot start {}: {}", request.argv[0],
                      LaunchFailure(error, request.argv[0]));
  }
  return child;
}

}  // namespace bench
