#include "runner/trial_loop.h"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <exception>
#include <string>
#include <utility>
#include <vector>

#include "util/error.h"
#include "util/format.h"
#include "util/printable.h"

namespace bench {
namespace {

// Trials in a row whose strategy never ran: the cluster or a chart is broken
// for all of them, and going on would only cost time.
constexpr int kGiveUpAfter = 3;

// Takes the place of Google Benchmark's console: a trial that has ended is a
// line of the progress.
class TrialLines : public benchmark::BenchmarkReporter {
 public:
  explicit TrialLines(Progress& progress) : progress_(progress) {}

  bool ReportContext(const Context& /*context*/) override { return true; }

  void ReportRuns(const std::vector<Run>& runs) override {
    for (const Run& run : runs) {
      if (run.report_label.empty()) continue;  // not run: the run had ended
      progress_.End(run.report_label);
    }
  }

 private:
  Progress& progress_;
};

std::string HowItEnded(const TrialResult& trial) {
  // Helm's words, which must neither steer a terminal nor command a CI.
  if (!trial.valid()) return Printable("invalid: " + trial.invalid_reason);
  return FormatSeconds(trial.times->returned_s);
}

// Every flag that BENCHMARK_* variables could have set, set back: they are
// read before main, so unsetting them would be too late.
void InitializeBenchmark() {
  std::vector<std::string> arguments = {
      "bench", "--benchmark_filter=all", "--benchmark_list_tests=false",
      "--benchmark_repetitions=1", "--benchmark_min_time=1",
      "--benchmark_min_warmup_time=0", "--benchmark_dry_run=false",
      "--benchmark_perf_counters=", "--benchmark_out=",
      "--benchmark_time_unit=ms",
      "--benchmark_enable_random_interleaving=false",
      // What these are does not matter, but others would end us.
      "--benchmark_format=console", "--benchmark_out_format=json",
      "--benchmark_color=false",
      // Else our reporter would not hear of single trials.
      "--benchmark_report_aggregates_only=false",
      "--benchmark_display_aggregates_only=false", "--v=0"};
  std::vector<char*> argv;
  argv.reserve(arguments.size() + 1);
  for (std::string& argument : arguments) argv.push_back(argument.data());
  argv.push_back(nullptr);
  // Flags that a version does not know stay in argv; we do not mind them.
  int argc = static_cast<int>(arguments.size());
  benchmark::Initialize(&argc, argv.data());
}

// What the trials share while Google Benchmark calls them one by one.
struct Loop {
  const RunTrial& run_trial;
  const OnTrial& on_trial;
  Progress& progress;
  std::stop_token stop;
  RunEnd end;
  int unprepared = 0;

  bool ended() const { return end.interrupted || !end.reason.empty(); }

  void Interrupt() {
    end.interrupted = true;
    end.reason = "interrupted";
  }

  // The body of one benchmark. No exception may leave it.
  void RunOne(const PlannedTrial& planned, benchmark::State& state) {
    if (!ended() && stop.stop_requested()) Interrupt();
    if (ended()) return;
    try {
      progress.Begin(planned);
      TrialEnd trial_end = run_trial(planned);
      end.reason = trial_end.cannot_go_on;
      if (auto& trial = trial_end.trial) {
        ShortenReason(*trial);
        on_trial(*trial);
        Report(*trial, state);
      } else if (end.reason.empty()) {
        Interrupt();
      }
    } catch (const std::exception& error) {
      end.reason = error.what();
    }
  }

  void Report(const TrialResult& trial, benchmark::State& state) {
    state.SetIterationTime(trial.times ? trial.times->returned_s : 0);
    state.SetLabel(HowItEnded(trial));
    unprepared = trial.times ? 0 : unprepared + 1;
    if (unprepared == kGiveUpAfter && end.reason.empty()) {
      end.reason =
          fmt::format("{} trials in a row could not be prepared", kGiveUpAfter);
    }
  }
};

}  // namespace

RunEnd RunTrials(const std::vector<PlannedTrial>& trials,
                 const RunTrial& run_trial, const OnTrial& on_trial,
                 Progress& progress, std::stop_token stop) {
  Loop loop{run_trial, on_trial, progress, std::move(stop), {}, 0};
  progress.Expect(trials.size());
  benchmark::ClearRegisteredBenchmarks();
  for (const PlannedTrial& planned : trials) {
    const std::string name = TrialTitle(planned);
    auto* const registered = benchmark::RegisterBenchmark(
        name.c_str(), [&loop, &planned](benchmark::State& state) {
          while (state.KeepRunning()) loop.RunOne(planned, state);
        });
    registered->Iterations(1)->UseManualTime();
  }
  InitializeBenchmark();
  TrialLines lines(progress);
  benchmark::RunSpecifiedBenchmarks(&lines);
  return loop.end;
}

}  // namespace bench
