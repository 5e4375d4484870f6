#pragma once

#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

namespace bench {

/// Where the program tells, on stderr, what it is doing. One interface, so that
/// nothing else knows whether there is a terminal. Used from one thread only:
/// workers never print. Throws nothing: a stderr that is gone is no reason to
/// end a run.
class Status {
 public:
  virtual ~Status() = default;

  /// A line that stays.
  virtual void Say(std::string_view line) = 0;
  /// What is being done right now: replaces the last one on a terminal, a line
  /// of its own elsewhere. Cheap to call often.
  virtual void Progress(std::string_view what) = 0;
  /// A line that stays, marked as a warning; shown even with --quiet.
  virtual void Warn(std::string_view line) = 0;
};

struct StatusOptions {
  std::FILE* out = stderr;
  bool quiet = false;
  /// Whether escape sequences for colours may be written: --color and NO_COLOR
  /// have been weighed by the caller.
  bool color = false;
};

/// The Status that fits `out`: a progress line on a terminal (other than
/// TERM=dumb), plain lines elsewhere.
std::unique_ptr<Status> MakeStatus(const StatusOptions& options);

}  // namespace bench
