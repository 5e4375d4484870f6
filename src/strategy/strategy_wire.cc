#include "strategy/strategy_wire.h"

#include <chrono>
#include <nlohmann/json.hpp>
#include <utility>

#include "model/json_optional.h"
#include "model/json_values.h"

namespace bench {
namespace {

using Json = nlohmann::ordered_json;

std::string Line(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

// The clock is the same for all processes of a machine.
std::int64_t Nanoseconds(Clock::time_point time) {
  return std::chrono::nanoseconds(time.time_since_epoch()).count();
}

Clock::time_point TimePoint(const Json& nanoseconds) {
  return Clock::time_point(
      std::chrono::nanoseconds(nanoseconds.get<std::int64_t>()));
}

// What a run and a trial have in common is written as that of a trial.
const StrategySpec kAnyStrategy = {"any"};

template <typename Decode>
auto Decoded(std::string_view what, std::string_view json, Decode decode) {
  try {
    const Json parsed = Json::parse(json);
    if (parsed.at("protocol") != kStrategyProtocol) {
      throw Error("{}: protocol {} instead of {}", what,
                  parsed.at("protocol").dump(), kStrategyProtocol);
    }
    return decode(parsed);
  } catch (const Json::exception& error) {
    throw Error("{}: {}", what, error.what());
  } catch (const std::domain_error& error) {
    throw Error("{}: {}", what, error.what());
  }
}

}  // namespace

std::string EncodeRequest(std::string_view strategy,
                          const StrategyContext& context) {
  Json programs = Json::object();
  for (const auto& [name, path] : context.programs) {
    programs[name] = path.string();
  }
  return Line({{"protocol", kStrategyProtocol},
               {"strategy", strategy},
               {"namespaces", context.namespaces},
               {"kubeconfig", context.kubeconfig.string()},
               {"helm",
                {{"path", context.helm.path.string()},
                 {"version", context.helm.version},
                 {"major", context.helm.major},
                 {"stand_in", context.helm.stand_in}}},
               {"environment", context.environment},
               {"timeout_s", context.timeout_s},
               {"workers", context.workers},
               {"programs", std::move(programs)},
               {"scripts", context.scripts.string()}});
}

StrategyRequest DecodeRequest(std::string_view json, CommandRunner& runner,
                              std::stop_token stop) {
  return Decoded("request", json, [&](const Json& parsed) {
    StrategyRequest request{
        parsed.at("strategy").get<std::string>(),
        StrategyContext{.runner = runner, .stop = std::move(stop)}};
    StrategyContext& context = request.context;
    parsed.at("namespaces").get_to(context.namespaces);
    context.kubeconfig = parsed.at("kubeconfig").get<std::string>();
    const Json& helm = parsed.at("helm");
    context.helm.path = helm.at("path").get<std::string>();
    helm.at("version").get_to(context.helm.version);
    helm.at("major").get_to(context.helm.major);
    helm.at("stand_in").get_to(context.helm.stand_in);
    context.environment = Texts(parsed, "environment");
    parsed.at("timeout_s").get_to(context.timeout_s);
    parsed.at("workers").get_to(context.workers);
    for (const auto& [name, path] : Texts(parsed, "programs")) {
      context.programs[name] = path;
    }
    context.scripts = parsed.at("scripts").get<std::string>();
    return request;
  });
}

std::string EncodeRun(const StrategyRun& run) {
  TrialResult trial;
  trial.planned = {1, 1, kAnyStrategy};
  trial.times = run.times;
  trial.harness_cpu = run.harness_cpu;
  trial.releases = run.releases;
  return Line({{"protocol", kStrategyProtocol},
               {"begin_ns", Nanoseconds(run.begin)},
               {"returned_ns", Nanoseconds(run.returned)},
               {"failure", run.failure},
               {"run", WriteTrial(trial)}});
}

StrategyRun DecodeRun(std::string_view json) {
  return Decoded("answer", json, [](const Json& parsed) {
    Scenario scenario;
    scenario.strategies = {kAnyStrategy};
    TrialResult trial = ReadTrial(parsed.at("run"), scenario);
    StrategyRun run;
    run.begin = TimePoint(parsed.at("begin_ns"));
    run.returned = TimePoint(parsed.at("returned_ns"));
    run.times = trial.times.value_or(StrategyTimes{});
    run.harness_cpu = trial.harness_cpu;
    run.releases = std::move(trial.releases);
    parsed.at("failure").get_to(run.failure);
    return run;
  });
}

std::string EncodeProtocol(std::string_view version) {
  return Line({{"protocol", kStrategyProtocol}, {"version", version}});
}

std::string DecodeProtocol(std::string_view json) {
  return Decoded("answer", json, [](const Json& parsed) {
    return parsed.at("version").get<std::string>();
  });
}

}  // namespace bench
