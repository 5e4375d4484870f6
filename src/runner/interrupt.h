#pragma once

#include <memory>
#include <stop_token>
#include <string>

namespace bench {

/// Turns Ctrl-C, SIGTERM and SIGHUP into a stop_token. The first one asks the
/// run to stop and clean up; a second one leaves at once, saying how to clean.
/// One that was being ignored, as under nohup, stays so.
/// One object in the whole program, made before any other thread.
class Interrupt {
 public:
  /// `on_second`: what to tell on stderr when a second signal comes.
  explicit Interrupt(std::string on_second);
  ~Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;

  std::stop_token token() const;

  /// Asks the run to stop, as a signal would, after so long.
  void StopAfter(double seconds);
  /// That has happened, and no signal came first.
  bool timed_out() const;

  /// The first signal that came; 0 when none has.
  int signal() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace bench
