#include <fmt/format.h>

#include "analysis/settling.h"
#include "report/sentences.h"
#include "util/format.h"

namespace bench {
namespace {

// "2 processors"; a control group may allow 1.5 of them.
std::string ProcessorWords(double processors) {
  return fmt::format("{:g} processor{}", processors,
                     processors == 1 ? "" : "s");
}

// Whose CPU it is: what it uninstalls through.
std::string_view ClientOf(const Explanation& explanation) {
  return explanation.strategy.kind.uninstaller == StrategyKind::kNative
             ? "bench"
             : "helm";
}

std::string CpuWords(const Explanation& explanation, double processors) {
  const LimitFigures& figures = explanation.figures;
  std::string words = "The CPU of this machine is the limit: ";
  if (figures.machine_busy.value_or(0) >= kFullMachine) {
    words +=
        fmt::format("{:.0f} % of it was in use", *figures.machine_busy * 100);
    // Of fewer processors than the machine has, it may be more.
    if (figures.helm_busy && *figures.helm_busy <= *figures.machine_busy) {
      words += fmt::format(", {:.0f} % by {} for the releases",
                           *figures.helm_busy * 100, ClientOf(explanation));
    }
  } else {
    words += fmt::format("{} used {:.0f} % of what it may use",
                         ClientOf(explanation), *figures.helm_busy * 100);
  }
  if (explanation.cpu_floor_s) {
    words += fmt::format(
        "; {} needs {} of CPU for the releases, which {} cannot do in less "
        "than {}",
        ClientOf(explanation),
        FormatSeconds(*explanation.attribution.sums.client_cpu),
        ProcessorWords(processors), FormatSeconds(*explanation.cpu_floor_s));
  }
  if (explanation.busy_before.value_or(0) > kCalmMachine) {
    words +=
        fmt::format("; but {:.0f} % of it had been in use before, by others",
                    *explanation.busy_before * 100);
  }
  return words + ".";
}

std::string NoneFoundWords(const Explanation& explanation) {
  std::string words = "No single limit was found";
  if (explanation.stretched) {
    words += fmt::format(
        "; side by side the slowest release took {}, {} or more times as long "
        "as one at a time",
        FormatSeconds(*explanation.figures.slowest_release_s), kStretched);
  }
  return words + ".";
}

std::string LimitWords(const Explanation& explanation, double processors) {
  const LimitFigures& figures = explanation.figures;
  const std::string releases =
      Count(static_cast<std::size_t>(figures.releases), "release");
  switch (explanation.limit) {
    case Limit::kCpu:
      return CpuWords(explanation, processors);
    case Limit::kThrottle:
      return fmt::format(
          "Helm's own limit on its requests is the limit: it held them back "
          "for {} of {} (HELM_QPS sets it).",
          FormatSeconds(*figures.throttled_s),
          FormatSeconds(*figures.returned_s));
    case Limit::kOneAtATime:
      return fmt::format(
          "One release at a time is the limit: there are {}, and never were "
          "two at work.",
          releases);
    case Limit::kWorkers:
      return fmt::format(
          "The number of workers is the limit: of {} {:.1f} were at work on "
          "average, and there are {}.",
          figures.workers, figures.concurrency->mean, releases);
    case Limit::kServer:
      return fmt::format(
          "The API server is the limit: it worked for {} on the same requests, "
          "{} or more times as long as for one release at a time, and {} "
          "waited for {} of {}.",
          FormatSeconds(*figures.server_s), kStretched, ClientOf(explanation),
          FormatSeconds(*figures.rest_s), FormatSeconds(*figures.returned_s));
    case Limit::kSlowestRelease:
      return fmt::format(
          "The slowest release is the limit: it alone took {} of the {} of "
          "uninstalling, which more workers do not shorten.",
          FormatSeconds(*figures.slowest_release_s),
          FormatSeconds(*figures.uninstall_s));
    case Limit::kNoneFound:
      return NoneFoundWords(explanation);
    case Limit::kUnknown:
      break;
  }
  return figures.returned_s
             ? "It tells nothing of single releases, so its limit is not known."
             : "No trial counts.";
}

const char* SettleLimitWords(SettleLimit limit) {
  switch (limit) {
    case SettleLimit::kPods:
      return "that their processes end, within their grace period, and that "
             "the kubelet says so";
    case SettleLimit::kVolumes:
      return "that volumes are released and removed";
    case SettleLimit::kGarbage:
      return "the garbage collector, for what others owned";
    case SettleLimit::kOther:
      break;
  }
  return "what keeps it, a finalizer or a controller";
}

// Only where it is a question of its own, also of a strategy that is compared
// with nothing.
std::string SettleWords(const Analysis& analysis,
                        const StrategySpec& strategy) {
  const auto settling = SettlingOf(analysis, strategy);
  if (!settling) return "";
  const double returned_s = settling->settled_s - settling->after_s;
  if (settling->after_s <= kSettlesLater * returned_s) return "";
  return fmt::format(
      " It settles {} after it has returned, {:.0f} % of all: the last to go "
      "is {}, and what it waits for is {}; objects of its kind alone took {}.",
      FormatSeconds(settling->after_s),
      settling->after_s / settling->settled_s * 100, settling->last,
      SettleLimitWords(settling->limit), FormatSeconds(settling->alone_s));
}

// Only where the difference is certain.
std::string SpeedWords(const Analysis& analysis,
                       const Explanation& explanation) {
  const Comparison* const found =
      FindComparison(analysis, explanation.strategy);
  if (found == nullptr || !explanation.speedup) return "";
  if (found->verdict != Verdict::kFaster &&
      found->verdict != Verdict::kSlower) {
    return "";
  }
  return fmt::format("{:.2f} times as fast as {}. ", *explanation.speedup,
                     found->to.Label());
}

}  // namespace

Sentences LimitSentences(const Analysis& analysis,
                         const std::vector<Explanation>& explanations) {
  const double processors = Processors(analysis);
  Sentences lines;
  lines.reserve(explanations.size() + 1);
  for (const Explanation& explanation : explanations) {
    lines.push_back(fmt::format("{}: {}{}{}", explanation.strategy.Label(),
                                SpeedWords(analysis, explanation),
                                LimitWords(explanation, processors),
                                SettleWords(analysis, explanation.strategy)));
  }
  if (ServerIsHere(analysis)) {
    lines.push_back(
        processors > 0
            ? fmt::format("The API server runs on this machine too: it shares "
                          "the {} with helm.",
                          ProcessorWords(processors))
            : "The API server runs on this machine too: it shares the "
              "processors with helm.");
  }
  return lines;
}

}  // namespace bench
