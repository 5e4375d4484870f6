#include "strategy/executor_strategy.h"

#include <chrono>
#include <utility>

#include "helm/throttling.h"
#include "process/cpu_time.h"
#include "util/seconds.h"

namespace bench {
namespace {

Command WithEnvironment(Command command, const StrategyContext& context) {
  command.env = context.environment;
  return command;
}

// Throws Error with helm's words when a namespace cannot be listed: without
// the list nobody knows what there is to uninstall.
std::vector<Release> ListAll(Executor& executor,
                             const StrategyContext& context) {
  std::vector<Future<Outcome>> lists;
  lists.reserve(context.namespaces.size());
  for (const std::string& ns : context.namespaces) {
    lists.push_back(executor.Submit(WithEnvironment(
        ListCommand(context.helm, ns, context.timeout_s), context)));
  }
  std::vector<Release> releases;
  for (std::size_t i = 0; i < lists.size(); ++i) {
    const Outcome& outcome = lists[i].Get();
    if (!outcome.Ok()) {
      throw Error("helm list in {}: {}", context.namespaces[i],
                  HelmFailure(outcome));
    }
    for (Release& release : ParseList(outcome.out)) {
      releases.push_back(std::move(release));
    }
  }
  return releases;
}

ReleaseResult Describe(const Release& release, const Outcome& outcome,
                       Clock::time_point begin) {
  ReleaseResult result;
  result.release = release;
  result.start_s = Seconds(outcome.begin - begin);
  result.spawned_s = Seconds(outcome.spawned - begin);
  result.end_s = Seconds(outcome.exited - begin);
  if (const auto* exited = std::get_if<Exited>(&outcome.ending)) {
    result.exit_code = exited->code;
  }
  result.user_s = outcome.user_s;
  result.system_s = outcome.system_s;
  result.max_rss_bytes = outcome.max_rss_bytes;
  result.throttled_s = ThrottledSeconds(outcome.err);
  result.error = HelmFailure(outcome);
  return result;
}

// An error in one task (its helm could not be started, its worker died) is
// that release's and harms no other.
std::vector<ReleaseResult> UninstallAll(Executor& executor,
                                        const StrategyContext& context,
                                        const std::vector<Release>& releases,
                                        Clock::time_point begin) {
  std::vector<Future<Outcome>> uninstalls;
  std::vector<ReleaseResult> results;
  uninstalls.reserve(releases.size());
  results.reserve(releases.size());
  for (const Release& release : releases) {
    uninstalls.push_back(executor.Submit(WithEnvironment(
        UninstallCommand(context.helm, release, context.timeout_s), context)));
  }
  for (std::size_t i = 0; i < uninstalls.size(); ++i) {
    try {
      results.push_back(Describe(releases[i], uninstalls[i].Get(), begin));
    } catch (const Error& error) {
      results.push_back({.release = releases[i], .error = error.what()});
    }
  }
  return results;
}

}  // namespace

StrategyRun RunOnExecutor(
    const StrategyContext& context,
    const std::function<std::unique_ptr<Executor>()>& make_executor) {
  StrategyRun run;
  const double cpu_before = OwnCpuSeconds();
  run.begin = Clock::now();
  try {
    const std::unique_ptr<Executor> executor = make_executor();
    const Clock::time_point made = Clock::now();
    const std::vector<Release> releases = ListAll(*executor, context);
    const Clock::time_point listed = Clock::now();
    run.releases = UninstallAll(*executor, context, releases, run.begin);
    const Clock::time_point uninstalled = Clock::now();
    executor->Shutdown();
    run.returned = Clock::now();
    run.times.list_s = Seconds(listed - made);
    run.times.uninstall_s = Seconds(uninstalled - listed);
    run.times.pool_s =
        Seconds((made - run.begin) + (run.returned - uninstalled));
    run.harness_cpu.workers_s = executor->WorkersCpuSeconds();
  } catch (const Error& error) {
    run.failure = error.what();
    run.returned = Clock::now();
  }
  run.times.returned_s = Seconds(run.returned - run.begin);
  run.harness_cpu.self_s = OwnCpuSeconds() - cpu_before;
  return run;
}

}  // namespace bench
