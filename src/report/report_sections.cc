#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstddef>
#include <ranges>

#include "analysis/counted_trials.h"
#include "analysis/exploratory.h"
#include "analysis/words.h"
#include "report/sentences.h"
#include "stats/sessions.h"
#include "stats/signed_rank.h"
#include "util/format.h"

namespace bench {
namespace {

// Several results may say the same.
void AddOnce(std::string sentence, Sentences& sentences) {
  if (sentence.empty() ||
      std::ranges::find(sentences, sentence) != sentences.end()) {
    return;
  }
  sentences.push_back(std::move(sentence));
}

// "27 trials were run, and 21 of them count".
std::string RunAndCounting(const Analysis& analysis) {
  std::size_t all = 0;
  std::size_t counting = 0;
  for (const Result& result : analysis.results) {
    all += result.trials.size();
    counting += CountingTrials(result).size();
  }
  if (all == 1) {
    return fmt::format("1 trial was run, and it {}",
                       counting == 1 ? "counts" : "does not count");
  }
  return fmt::format("{} were run, and {} of them {}", Count(all, "trial"),
                     counting, counting == 1 ? "counts" : "count");
}

// All of them have the verdict "faster".
std::string AmongSeveral(const Analysis& analysis,
                         const std::vector<StrategySpec>& faster) {
  const StrategySummary* best = nullptr;
  for (const StrategySpec& strategy : faster) {
    const StrategySummary* const one = FindSummary(analysis, strategy);
    if (one == nullptr || !one->returned_s) continue;
    if (best == nullptr || one->returned_s->median < best->returned_s->median) {
      best = one;
    }
  }
  std::string text = fmt::format(
      "One of {}: each was found to be faster than {}. Which of them is the "
      "fastest is not claimed",
      fmt::join(Labels(faster), ", "), analysis.comparisons.front().to.Label());
  if (best != nullptr) {
    text +=
        fmt::format("; {} had the lowest median, {}", best->strategy.Label(),
                    FormatSeconds(best->returned_s->median));
  }
  return text + ".";
}

// Whoever chooses it must know.
void AddFailures(const Analysis& analysis, const StrategySpec& strategy,
                 Sentences& sentences) {
  const StrategySummary* const summary = FindSummary(analysis, strategy);
  if (summary == nullptr || summary->failures() == 0) return;
  sentences.push_back(fmt::format(
      "But {} failed or left another end state in {} of {}.", strategy.Label(),
      summary->failures(), Count(summary->trials, "trial")));
}

// That it is not real, and that unlike environments are taken together.
void AddOriginAlarms(const Analysis& analysis, Sentences& alarms) {
  for (const Result& result : analysis.results) {
    if (const std::string words = NotReal(result); !words.empty()) {
      AddOnce("Not the real thing: " + words + ".", alarms);
    }
  }
  AddOnce(analysis.unlike, alarms);
}

// What went wrong while one size was measured.
Sentences RunAlarms(const Analysis& analysis) {
  Sentences alarms;
  if (!HasSomethingToSay(analysis)) AddOnce(NothingToCompare(analysis), alarms);
  for (const Result& result : analysis.results) {
    AddOnce(EndedEarly(result), alarms);
  }
  AddOnce(InvalidTrialsSentence(analysis), alarms);
  for (std::string& difference : KeptDifferenceSentences(analysis)) {
    AddOnce(std::move(difference), alarms);
  }
  if (HasSomethingToSay(analysis)) {
    for (std::string& remark : NoClaimRemarks(analysis)) {
      AddOnce(std::move(remark), alarms);
    }
  }
  return alarms;
}

const char* HowIntervalsAreMade(const Analysis& analysis) {
  if (analysis.sessions.size() > 1) {
    return "Each boot of the cluster counts as one value (Student's t).";
  }
  const bool exact = std::ranges::all_of(
      analysis.comparisons, [](const Comparison& comparison) {
        return !comparison.paired || comparison.paired->pairs <= kMaxExactPairs;
      });
  return exact ? "It is exact (Wilcoxon's signed ranks), and no value was left "
                 "out for its size."
               : "It is made of Wilcoxon's signed ranks, by their normal "
                 "approximation for so many blocks, and no value was left out "
                 "for its size.";
}

}  // namespace

Sentences AlarmSentences(const Analysis& analysis,
                         std::span<const Analysis> others) {
  Sentences alarms;
  AddOriginAlarms(analysis, alarms);
  for (const Analysis& other : others) AddOriginAlarms(other, alarms);
  const auto add = [&](const Analysis& one) {
    const std::string size =
        others.empty() ? "" : SizeWords(one.first().scenario) + ": ";
    for (const std::string& alarm : RunAlarms(one)) {
      alarms.push_back(size + alarm);
    }
  };
  add(analysis);
  for (const Analysis& other : others) add(other);
  return alarms;
}

Sentences AskedSentences(const Analysis& analysis) {
  const Scenario& scenario = analysis.first().scenario;
  Sentences sentences = {fmt::format(
      "How long does it take to uninstall {} in {} ({}), and does it help to "
      "have several at work at once?",
      Count(Releases(scenario).size(), "Helm release"),
      Count(static_cast<std::size_t>(scenario.namespace_count), "namespace"),
      fmt::join(scenario.charts | std::views::transform(&Chart::name), ", "))};
  if (scenario.strategies.size() > 1) {
    sentences.push_back(fmt::format(
        "Compared with {}: {}.", scenario.strategies.front().Label(),
        fmt::join(Labels(std::span(scenario.strategies).subspan(1)), ", ")));
  }
  if (std::ranges::any_of(scenario.strategies, [](const StrategySpec& one) {
        return one.variant.empty() && one.workers > 0;
      })) {
    sentences.emplace_back("The number behind the @ is that of its workers.");
  }
  return sentences;
}

Sentences DoneSentences(const Analysis& analysis) {
  Sentences sentences = {
      "In each block every strategy had its turn once, on freshly installed "
      "releases, in an order that was drawn before the first.",
      "The clock ran from a strategy's first action until every uninstall had "
      "returned; whether all was really gone was looked up after it had "
      "stopped."};
  sentences.push_back(fmt::format(
      "{}{}.", RunAndCounting(analysis),
      std::ranges::any_of(
          analysis.results,
          [](const Result& result) { return result.plan.warm_up > 0; })
          ? "; those of a first block, which warms up, never do"
          : ""));
  if (analysis.sessions.size() > 1) {
    sentences.push_back(fmt::format("The cluster was booted {} times.",
                                    analysis.sessions.size()));
  }
  return sentences;
}

Sentences ChoiceSentences(const Analysis& analysis) {
  if (analysis.comparisons.empty()) return {};
  const auto& comparisons = analysis.comparisons;
  const std::string reference = comparisons.front().to.Label();
  std::vector<StrategySpec> faster;
  for (const Comparison& comparison : comparisons) {
    if (comparison.verdict == Verdict::kFaster) faster.push_back(comparison.of);
  }
  if (faster.empty()) {
    const bool all =
        std::ranges::all_of(comparisons, [](const Comparison& one) {
          return one.verdict == Verdict::kSame ||
                 one.verdict == Verdict::kSlower;
        });
    return {all ? fmt::format("{}: nothing that was compared with it takes "
                              "less time beyond the tolerance.",
                              reference)
                : fmt::format("Nothing is recommended: no strategy is known "
                              "to take less time than {}, and it is not known "
                              "that none does.",
                              reference)};
  }
  Sentences sentences;
  if (faster.size() == 1) {
    sentences.push_back(
        fmt::format("{}: it alone was found to be faster than {}.",
                    faster.front().Label(), reference));
  } else {
    sentences.push_back(AmongSeveral(analysis, faster));
  }
  for (const StrategySpec& strategy : faster) {
    AddFailures(analysis, strategy, sentences);
  }
  return sentences;
}

Sentences SureSentences(const Analysis& analysis) {
  if (analysis.comparisons.empty()) return {};
  Sentences sentences;
  const bool any_interval = std::ranges::any_of(
      analysis.comparisons,
      [](const Comparison& one) { return one.interval().has_value(); });
  if (any_interval) {
    sentences.push_back(fmt::format(
        "Times are compared within a block only, and an interval is made so "
        "that it misses the true ratio in at most {:g} of 100 experiments like "
        "this one.",
        100 - analysis.level * 100));
    sentences.emplace_back(HowIntervalsAreMade(analysis));
  }
  if (any_interval && analysis.comparisons.size() > 1) {
    sentences.push_back(
        fmt::format("The verdicts hold for the {} comparisons together (Holm).",
                    analysis.comparisons.size()));
  }
  for (std::string& remark : ClaimRemarks(analysis)) {
    sentences.push_back(std::move(remark));
  }
  return sentences;
}

Sentences ThreadsOrProcessesSentences(const Analysis& analysis) {
  Sentences sentences;
  const auto pair = ProcessesWithThreads(analysis);
  if (!pair) return sentences;
  const std::string processes = pair->of.Label();
  const std::string threads = pair->to.Label();
  const auto ratio = pair->ratio();
  const auto interval = pair->interval();
  if (!ratio || !interval ||
      (pair->sessions && pair->sessions->sessions < kMinSessionsForClaim)) {
    sentences.push_back(fmt::format(
        "Of {} and {} nothing can be said: too few to tell them apart or to "
        "call them alike, {}.",
        processes, threads, Basis(*pair)));
    return sentences;
  }
  const double same = analysis.first().criteria.same;
  const std::string found = fmt::format(
      "{} took {:.2f} times as long as {} ({:g} % interval {}, "
      "{})",
      processes, *ratio, threads, analysis.level * 100,
      IntervalWords(*interval), Basis(*pair));
  if (interval->low >= 1 / (1 + same) && interval->high <= 1 + same) {
    sentences.push_back(fmt::format(
        "It makes no difference beyond ±{:g} %: {}.", same * 100, found));
  } else if (interval->Holds(1)) {
    sentences.push_back(fmt::format(
        "No difference was found, which does not mean that there is none: "
        "{}.",
        found));
  } else {
    sentences.push_back(
        fmt::format("There is a sign of a difference: {}.", found));
  }
  sentences.emplace_back(
      "The run did not plan this comparison: it is a hint, not a verdict.");
  return sentences;
}

}  // namespace bench
