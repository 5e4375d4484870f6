#pragma once

namespace bench {

/// The whole life of a worker process of ProcessPoolExecutor (`bench worker`):
/// reads commands from `in_fd`, runs one at a time, writes the outcomes to
/// `out_fd`, both as in wire.h. Ends when `in_fd` does, also because the parent
/// was killed, and ends its running command first. Returns the exit status.
/// Throws Error when it is told what is not a command.
int RunWorker(int in_fd, int out_fd);

}  // namespace bench
