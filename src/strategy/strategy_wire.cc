#include "strategy/strategy_wire.h"

#include <fmt/format.h>

#include <chrono>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <utility>

#include "model/json_optional.h"
#include "model/json_values.h"
#include "util/json_reason.h"

namespace bench {
namespace {

using Json = nlohmann::ordered_json;

std::string Line(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

// The end of a run counts from its begin, in seconds.
Clock::duration ToDuration(double seconds) {
  return std::chrono::round<Clock::duration>(
      std::chrono::duration<double>(seconds));
}

void CheckProtocol(const Json& message, int needed = kOldestProtocol) {
  const auto protocol = message.at("protocol").get<int>();
  if (protocol >= needed && protocol <= kStrategyProtocol) return;
  throw Error("it speaks protocol {}, of bench {}, instead of {}: {}", protocol,
              message.value("version", "an unknown version"), needed,
              protocol < needed
                  ? fmt::format("needs bench {} or newer",
                                needed == kOldestProtocol ? kFirstOfOldest
                                                          : kFirstOfProtocol)
                  : "needs a newer version of this program");
}

template <typename Decode>
auto Decoded(std::string_view what, std::string_view json, Decode decode) {
  try {
    const Json parsed = Json::parse(json);
    CheckProtocol(parsed);
    return decode(parsed);
  } catch (const Json::exception& error) {
    throw Error("{}: {}", what, JsonReason(error));
  } catch (const std::domain_error& error) {
    throw Error("{}: {}", what, error.what());
  }
}

}  // namespace

int ProtocolFor(std::string_view uninstaller) {
  return uninstaller == StrategyKind::kNative ? kStrategyProtocol
                                              : kOldestProtocol;
}

std::string EncodeRequest(std::string_view strategy,
                          const StrategyContext& context) {
  Json programs = Json::object();
  for (const auto& [name, path] : context.programs) {
    programs[name] = path.string();
  }
  return Line({{"protocol", ProtocolFor(context.uninstaller)},
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
               {"uninstaller", context.uninstaller},
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
    context.uninstaller = parsed.value("uninstaller", context.uninstaller);
    for (const auto& [name, path] : Texts(parsed, "programs")) {
      context.programs[name] = path;
    }
    context.scripts = parsed.at("scripts").get<std::string>();
    return request;
  });
}

std::string EncodeRun(const StrategyRun& run) {
  Json releases = Json::array();
  for (const ReleaseResult& release : run.releases) {
    releases.push_back(WriteRelease(release));
  }
  const auto begin = std::chrono::nanoseconds(run.begin.time_since_epoch());
  return Line({{"protocol", kOldestProtocol},
               {"begin_ns", begin.count()},
               {"returned_s", run.times.returned_s},
               {"list_s", OrNull(run.times.list_s)},
               {"uninstall_s", OrNull(run.times.uninstall_s)},
               {"pool_s", OrNull(run.times.pool_s)},
               {"harness_cpu_s",
                {{"self", run.harness_cpu.self_s},
                 {"workers", run.harness_cpu.workers_s}}},
               {"releases", std::move(releases)},
               {"failure", run.failure}});
}

StrategyRun DecodeRun(std::string_view json, Clock::time_point told) {
  return Decoded("answer", json, [told](const Json& parsed) {
    StrategyRun run;
    run.times = {.returned_s = parsed.at("returned_s"),
                 .list_s = Maybe<double>(parsed, "list_s"),
                 .uninstall_s = Maybe<double>(parsed, "uninstall_s"),
                 .pool_s = Maybe<double>(parsed, "pool_s")};
    const Clock::duration took = ToDuration(run.times.returned_s);
    const auto begin = Maybe<std::int64_t>(parsed, "begin_ns");
    run.begin = begin ? Clock::time_point(std::chrono::nanoseconds(*begin))
                      : told - took;
    run.returned = run.begin + took;
    parsed.at("harness_cpu_s").at("self").get_to(run.harness_cpu.self_s);
    parsed.at("harness_cpu_s").at("workers").get_to(run.harness_cpu.workers_s);
    for (const Json& release : parsed.at("releases")) {
      run.releases.push_back(ReadRelease(release));
    }
    parsed.at("failure").get_to(run.failure);
    return run;
  });
}

std::string EncodeProtocol(std::string_view version) {
  return Line({{"protocol", kStrategyProtocol}, {"version", version}});
}

std::string DecodeProtocol(std::string_view json, int needed) {
  return Decoded("answer", json, [needed](const Json& parsed) {
    CheckProtocol(parsed, needed);
    return parsed.at("version").get<std::string>();
  });
}

}  // namespace bench
