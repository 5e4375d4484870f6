#include "uninstaller/native/native_uninstaller.h"

#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "kubernetes/kubeconfig.h"
#include "process/cpu_time.h"
#include "util/error.h"
#include "util/json_reason.h"
#include "util/seconds.h"

namespace bench {
namespace {

using nlohmann::json;

constexpr const char* kList = "native-list";
constexpr const char* kUninstall = "native-uninstall";

/// What a work of ours is told.
struct Input {
  std::string kubeconfig;
  NativeOptions options;
  std::string ns;
  std::string name;
  Command helm;
};

std::string Encode(const Input& input) {
  return json{
      {"kubeconfig", input.kubeconfig},
      {"helm3", input.options.rules == HelmRules::k3},
      {"config_maps", input.options.driver == StorageDriver::kConfigMaps},
      {"timeout_s", Seconds(input.options.timeout)},
      {"ns", input.ns},
      {"name", input.name},
      {"helm",
       {{"argv", input.helm.argv},
        {"env", input.helm.env},
        {"timeout_ms", input.helm.timeout.count()}}}}
      .dump();
}

Input Decode(const std::string& text) {
  const json parsed = json::parse(text);
  Input input;
  parsed.at("kubeconfig").get_to(input.kubeconfig);
  input.options.rules =
      parsed.at("helm3").get<bool>() ? HelmRules::k3 : HelmRules::k4;
  input.options.driver = parsed.at("config_maps").get<bool>()
                             ? StorageDriver::kConfigMaps
                             : StorageDriver::kSecrets;
  input.options.timeout = Milliseconds(parsed.at("timeout_s").get<double>());
  parsed.at("ns").get_to(input.ns);
  parsed.at("name").get_to(input.name);
  parsed.at("helm").at("argv").get_to(input.helm.argv);
  parsed.at("helm").at("env").get_to(input.helm.env);
  input.helm.timeout =
      std::chrono::milliseconds(parsed.at("helm").at("timeout_ms").get<int>());
  return input;
}

/// CPU seconds of this thread: user, system.
std::pair<double, double> ThreadCpu() {
  rusage usage{};
  getrusage(RUSAGE_THREAD, &usage);
  return {Seconds(usage.ru_utime), Seconds(usage.ru_stime)};
}

Async<std::vector<std::string>> ListNames(ApiSession& session,
                                          const Input& input) {
  const RecordStore store(session, input.options.driver, input.ns);
  std::vector<std::string> names;
  for (const StoredRelease& release : co_await store.List()) {
    if (IsListed(release)) names.push_back(release.name);
  }
  co_return names;
}

/// Runs the work of a NativeUninstaller, with sessions that are kept.
class Tasks {
 public:
  explicit Tasks(CommandRunner& runner) : runner_(runner) {}

  Outcome Run(const Work& work, const std::stop_token& stop) {
    if (work.name != kList && work.name != kUninstall) {
      throw Error("no work is called \"{}\" here", work.name);
    }
    if (stop.stop_requested()) return NeverStarted();
    const Input input = Decode(work.input);
    const auto cpu_before = ThreadCpu();
    Outcome outcome;
    outcome.begin = outcome.spawned = Clock::now();
    std::unique_ptr<Kept> kept = Take(input.kubeconfig);
    // Whoever waits is told of a stop by the session that it has.
    const std::stop_callback on_stop(
        stop, [source = kept->stop]() mutable { source.request_stop(); });
    if (work.name == kList) {
      outcome.out = json(RunIn(*kept, ListNames(kept->session, input))).dump();
    } else {
      const std::optional<UninstallOutcome> done = RunIn(
          *kept,
          UninstallByName(kept->session, input.ns, input.name, input.options));
      if (done && !done->needs_helm.empty()) {
        return runner_.Run(input.helm, stop);
      }
      outcome.err =
          done ? done->error : NotLoaded(input.name, "release: not found");
    }
    Keep(input.kubeconfig, std::move(kept));
    outcome.exited = Clock::now();
    outcome.ending = Exited{outcome.err.empty() ? 0 : 1};
    const auto cpu = ThreadCpu();
    outcome.user_s = cpu.first - cpu_before.first;
    outcome.system_s = cpu.second - cpu_before.second;
    return outcome;
  }

 private:
  struct Kept {
    explicit Kept(const std::filesystem::path& kubeconfig)
        : session(MakeSessionLoop(LoadKubeconfig(std::array{kubeconfig}, ""),
                                  kDefaultInFlight),
                  kDefaultInFlight, stop.get_token()) {}
    std::stop_source stop;
    ApiSession session;
  };

  template <typename T>
  static T RunIn(Kept& kept, Async<T> work) {
    return RunAsync(std::move(work), [&kept] { kept.session.Run(); });
  }

  std::unique_ptr<Kept> Take(const std::string& kubeconfig) {
    {
      const std::scoped_lock lock(mutex_);
      auto& idle = idle_[kubeconfig];
      if (!idle.empty()) {
        std::unique_ptr<Kept> kept = std::move(idle.back());
        idle.pop_back();
        return kept;
      }
    }
    return std::make_unique<Kept>(kubeconfig);
  }

  void Keep(const std::string& kubeconfig, std::unique_ptr<Kept> kept) {
    if (kept->stop.stop_requested()) return;
    const std::scoped_lock lock(mutex_);
    idle_[kubeconfig].push_back(std::move(kept));
  }

  CommandRunner& runner_;
  std::mutex mutex_;
  std::map<std::string, std::vector<std::unique_ptr<Kept>>> idle_;
};

}  // namespace

NativeUninstaller::NativeUninstaller(std::filesystem::path kubeconfig,
                                     NativeOptions options,
                                     HelmUninstaller helm)
    : kubeconfig_(std::move(kubeconfig)),
      options_(std::move(options)),
      helm_(std::move(helm)) {}

Task NativeUninstaller::List(const std::string& ns) const {
  return Work{kList, Encode({.kubeconfig = kubeconfig_.string(),
                             .options = options_,
                             .ns = ns})};
}

std::vector<Release> NativeUninstaller::Listed(const std::string& ns,
                                               const Outcome& outcome) const {
  if (!outcome.Ok()) {
    throw Error("listing {}: {}", ns, Failure(outcome, outcome.err));
  }
  std::vector<Release> releases;
  try {
    for (const json& name : json::parse(outcome.out)) {
      releases.push_back({.ns = ns, .name = name});
    }
  } catch (const json::exception& error) {
    throw Error("listing {}: {}", ns, JsonReason(error));
  }
  return releases;
}

Task NativeUninstaller::Uninstall(const Release& release) const {
  return Work{kUninstall,
              Encode({.kubeconfig = kubeconfig_.string(),
                      .options = options_,
                      .ns = release.ns,
                      .name = release.name,
                      .helm = std::get<Command>(helm_.Uninstall(release))})};
}

ReleaseResult NativeUninstaller::Uninstalled(const Release& release,
                                             const Outcome& outcome,
                                             Clock::time_point begin) const {
  ReleaseResult result = helm_.Uninstalled(release, outcome, begin);
  result.throttled_s.reset();
  return result;
}

TaskRunner NativeTasks(CommandRunner& runner) {
  return [&runner, tasks = std::make_shared<Tasks>(runner)](
             const Task& task, const std::stop_token& stop) {
    const auto* const work = std::get_if<Work>(&task);
    return work != nullptr ? tasks->Run(*work, stop)
                           : runner.Run(std::get<Command>(task), stop);
  };
}

NativeOptions OptionsLike(const HelmProgram& helm, double timeout_s) {
  NativeOptions options;
  options.rules = RulesOf(helm.version);
  options.timeout =
      std::min<Clock::duration>(options.timeout, Milliseconds(timeout_s));
  return options;
}

ReleaseResult ResultOf(const Release& release, const UninstallOutcome& outcome,
                       Clock::time_point begin) {
  ReleaseResult result;
  result.release = release;
  result.start_s = Seconds(outcome.begin - begin);
  result.spawned_s = result.start_s;
  result.end_s = Seconds(outcome.end - begin);
  result.exit_code = outcome.error.empty() ? 0 : 1;
  for (const UninstallStep& step : outcome.steps) {
    result.steps.push_back({.name = step.name,
                            .begin_s = Seconds(step.begin - begin),
                            .end_s = Seconds(step.end - begin)});
  }
  result.error = outcome.error;
  return result;
}

}  // namespace bench
