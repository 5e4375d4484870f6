#pragma once

#include <sys/types.h>

#include <map>
#include <string>
#include <vector>

#include "process/command.h"
#include "util/fd.h"

namespace bench {

/// Both ends are closed on exec and are none of the standard descriptors, so
/// that they can be moved onto those in a child in any order.
struct Pipe {
  Fd read;
  Fd write;
};

/// Throws LaunchError.
Pipe MakePipe();

/// Whom a child belongs to. Either way its pid is the id of its own process
/// group, so Ctrl-C at the terminal does not reach it and kill(-pid) reaches
/// all of it.
enum class ChildOf {
  kOurSession,
  /// Stays when our terminal goes. Not for what is measured: Linux gives each
  /// session the same share of a busy machine's CPU (sched(7), autogroup), so
  /// that ten of them would outrun the API server.
  kItsOwnSession,
};

/// What to launch and where its standard descriptors lead.
struct SpawnRequest {
  /// argv[0] is an absolute path.
  const std::vector<std::string>& argv;
  /// Added to the inherited environment.
  const std::map<std::string, std::string>& env;
  int in = -1;   // -1: /dev/null
  int out = -1;  // -1: ours
  int err = -1;  // -1: ours
  ChildOf child_of = ChildOf::kOurSession;
};

struct Spawned {
  pid_t pid = 0;
  Clock::time_point begin;    // just before posix_spawn
  Clock::time_point spawned;  // just after it: the program has been loaded
};

/// Launches a child without any other descriptor of ours, with no signal
/// blocked or ignored. Throws LaunchError with the program and the reason. The
/// caller has to wait for the child: Reap.
Spawned Spawn(const SpawnRequest& request);

}  // namespace bench
