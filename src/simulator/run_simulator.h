#pragma once

namespace bench {

/// The simulated API server as a process of its own. One line of JSON on
/// `in_fd` says what is wanted:
///
///   token         who may come in
///   port          0: one that is free
///   profile       path of a latency profile; empty: no latency
///   seed          of all names and uids
///   keep          false: ends when `in_fd` does, so with its owner, however
///                 that ends; true: goes on until it is told to end (SIGTERM)
///   certificates  {ca, server, server_key} of an earlier one; absent: new ones
///
/// One line on `out_fd` answers: {port, certificates}, once it listens, or
/// {error}, then it ends. Returns the exit status.
int RunSimulator(int in_fd, int out_fd);

}  // namespace bench
