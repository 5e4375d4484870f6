#pragma once

#include <string>
#include <string_view>

#include "executor/submission.h"

namespace bench {

/// What a process pool and its workers say to each other: one line of JSON
/// each, the newline included. A worker is given a new task only after it
/// has answered the last one, so nothing needs a number.

/// To a worker: {"run": {"argv": […], "env": {…}, "timeout_ms": 0}}, or
/// {"work": {"name": "…", "input": "…"}}. Throws Error when an argument, a
/// variable or an input is not UTF-8.
std::string EncodeRun(const Task& task);
/// To a worker: {"stop": true}: end the task that is running.
std::string EncodeStop();

struct WorkerOrder {
  bool stop = false;
  Task run;
};
/// Throws Error with what was expected and found.
WorkerOrder DecodeOrder(std::string_view line);

/// From a worker: {"outcome": {…}} or {"error": "…"} when the task could not be
/// run. Bytes of the outputs that are not UTF-8 become U+FFFD.
std::string EncodeAnswer(const TaskResult& result);
/// An error comes back as a LaunchError. Throws Error with what was
/// found.
TaskResult DecodeAnswer(std::string_view line);

}  // namespace bench
