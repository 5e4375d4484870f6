#pragma once

#include <sys/types.h>

#include <string>

#include "process/command.h"
#include "util/fd.h"

namespace bench {

/// Readable once the child has ended, waited for or not: see pidfd_open(2).
/// Throws LaunchError where the system refuses it.
Fd OpenPidfd(pid_t pid);

/// Blocks until the child has ended, and leaves it to be reaped.
bool ExitedWithZero(pid_t pid);

/// Blocks until the child has ended. Until then, and not a moment longer, its
/// pid and the id of its process group are surely its own. Of an outcome, tells
/// how it ended by itself (Exited or Signaled) and what it used.
Outcome Reap(pid_t pid);

/// Kills every process that was started with the variable `mark`, NAME=VALUE,
/// except `spared`: what a killed worker has left behind, in whatever process
/// groups. Children inherit it, so it has to be nobody else's. To be called
/// before Reap(spared).
void EndMarked(const std::string& mark, pid_t spared);

}  // namespace bench
