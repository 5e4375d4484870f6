#include "executor/wire.h"

#include <exception>
#include <nlohmann/json.hpp>

namespace bench {
namespace {

using nlohmann::json;

// How much is shown of a line that is not ours: enough to see what wrote it.
constexpr std::size_t kShownOfLine = 80;

std::string Line(const json& message) {
  // Outputs of children may hold any bytes.
  return message.dump(-1, ' ', false, json::error_handler_t::replace) + "\n";
}

std::int64_t ToNanoseconds(Clock::time_point time) {
  return std::chrono::nanoseconds(time.time_since_epoch()).count();
}

Clock::time_point ToTime(const json& nanoseconds) {
  return Clock::time_point(
      std::chrono::nanoseconds(nanoseconds.get<std::int64_t>()));
}

struct EndingToJson {
  json operator()(Exited exited) const { return {{"exit_code", exited.code}}; }
  json operator()(Signaled signaled) const {
    return {{"signal", signaled.signal}};
  }
  json operator()(TimedOut) const { return {{"timed_out", true}}; }
  json operator()(Stopped) const { return {{"stopped", true}}; }
};

Ending ToEnding(const json& ending) {
  if (ending.contains("signal")) return Signaled{ending.at("signal")};
  if (ending.contains("timed_out")) return TimedOut{};
  if (ending.contains("stopped")) return Stopped{};
  return Exited{ending.at("exit_code")};
}

json OutcomeToJson(const Outcome& outcome) {
  return {{"ending", std::visit(EndingToJson{}, outcome.ending)},
          {"out", outcome.out},
          {"err", outcome.err},
          {"truncated", outcome.truncated},
          {"begin_ns", ToNanoseconds(outcome.begin)},
          {"spawned_ns", ToNanoseconds(outcome.spawned)},
          {"exited_ns", ToNanoseconds(outcome.exited)},
          {"user_s", outcome.user_s},
          {"system_s", outcome.system_s},
          {"max_rss_bytes", outcome.max_rss_bytes}};
}

Outcome ToOutcome(const json& message) {
  Outcome outcome;
  outcome.ending = ToEnding(message.at("ending"));
  message.at("out").get_to(outcome.out);
  message.at("err").get_to(outcome.err);
  message.at("truncated").get_to(outcome.truncated);
  outcome.begin = ToTime(message.at("begin_ns"));
  outcome.spawned = ToTime(message.at("spawned_ns"));
  outcome.exited = ToTime(message.at("exited_ns"));
  message.at("user_s").get_to(outcome.user_s);
  message.at("system_s").get_to(outcome.system_s);
  message.at("max_rss_bytes").get_to(outcome.max_rss_bytes);
  return outcome;
}

struct TaskToJson {
  json operator()(const Command& command) const {
    return {{"run",
             {{"argv", command.argv},
              {"env", command.env},
              {"timeout_ms", command.timeout.count()}}}};
  }
  json operator()(const Work& work) const {
    return {{"work", {{"name", work.name}, {"input", work.input}}}};
  }
};

Task ToTask(const json& message) {
  if (const auto work = message.find("work"); work != message.end()) {
    return Work{work->at("name"), work->at("input")};
  }
  const json& run = message.at("run");
  Command command;
  run.at("argv").get_to(command.argv);
  run.at("env").get_to(command.env);
  command.timeout = std::chrono::milliseconds(
      run.at("timeout_ms").get<std::chrono::milliseconds::rep>());
  return command;
}

// What a message calls a task.
std::string NameOf(const Task& task) {
  if (const auto* work = std::get_if<Work>(&task)) return work->name;
  const auto& argv = std::get<Command>(task).argv;
  return argv.empty() ? "a command" : argv[0];
}

std::string MessageOf(const std::exception_ptr& error) {
  try {
    std::rethrow_exception(error);
  } catch (const std::exception& exception) {
    return exception.what();
  }
}

}  // namespace

std::string EncodeRun(const Task& task) {
  try {
    return std::visit(TaskToJson{}, task).dump() + "\n";
  } catch (const json::exception&) {
    throw Error(
        "{}: an argument or an environment variable is not UTF-8, which a "
        "worker process cannot be told",
        NameOf(task));
  }
}

std::string EncodeStop() { return Line({{"stop", true}}); }

WorkerOrder DecodeOrder(std::string_view line) {
  try {
    const json message = json::parse(line);
    if (message.contains("stop")) return {.stop = true, .run = {}};
    return {.run = ToTask(message)};
  } catch (const json::exception&) {
    throw Error("worker: expected a task as a line of JSON, got \"{}\"",
                line.substr(0, kShownOfLine));
  }
}

std::string EncodeAnswer(const TaskResult& result) {
  if (result.error) return Line({{"error", MessageOf(result.error)}});
  return Line({{"outcome", OutcomeToJson(result.outcome)}});
}

TaskResult DecodeAnswer(std::string_view line) {
  try {
    const json message = json::parse(line);
    if (message.contains("error")) {
      return {.error = std::make_exception_ptr(
                  LaunchError(message.at("error").get<std::string>()))};
    }
    return {.outcome = ToOutcome(message.at("outcome"))};
  } catch (const json::exception&) {
    throw Error("expected an outcome as a line of JSON, got \"{}\"",
                line.substr(0, kShownOfLine));
  }
}

}  // namespace bench
