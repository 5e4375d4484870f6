#pragma once

#include <functional>
#include <stop_token>
#include <string>
#include <variant>

#include "process/command_runner.h"

namespace bench {

/// Work that is no process of its own, by the name under which whoever runs it
/// knows how: a plain value, so that it can be sent to a worker process.
struct Work {
  std::string name;
  /// In the form that this kind of work has agreed on. Text: UTF-8.
  std::string input;

  bool operator==(const Work&) const = default;
};

/// What an executor runs.
using Task = std::variant<Command, Work>;

/// How executors have a task run to its end, in one of their threads or worker
/// processes. Safe to call from many threads at once. What it throws is the
/// task's error; a stop is answered as CommandRunner::Run does.
using TaskRunner = std::function<Outcome(const Task&, const std::stop_token&)>;

/// Runs commands with `runner`, which outlives it, and knows of no other work.
TaskRunner CommandTasks(CommandRunner& runner);

}  // namespace bench
