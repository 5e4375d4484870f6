#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstddef>
#include <map>

#include "analysis/words.h"
#include "report/sentences.h"
#include "util/format.h"

namespace bench {
namespace {

// How strict several comparisons make each; nothing for one alone.
std::string BecauseOfSeveral(const Analysis& analysis) {
  const std::size_t planned = analysis.comparisons.size();
  return planned > 1 ? fmt::format(" because of {} comparisons", planned) : "";
}

// Empty: it has a trial that counts.
std::string NeverWorked(const Analysis& analysis,
                        const Comparison& comparison) {
  const StrategySummary* const found = FindSummary(analysis, comparison.of);
  if (found == nullptr || found->returned_s) return "";
  return "not compared: no valid trial that counts";
}

// What a comparison lacks; one sentence for all that lack the same. Empty: it
// lacks nothing.
std::string Lack(const Analysis& analysis, const Comparison& comparison) {
  const bool hopeless = TooFewForSoMany(analysis, comparison);
  if (comparison.verdict != Verdict::kNoClaim && !hopeless) return "";
  if (const std::string never = NeverWorked(analysis, comparison);
      !never.empty()) {
    return never;
  }
  if (comparison.sessions) {
    return fmt::format(
        "no claim from {}; {} are needed (boot the cluster "
        "anew for each)",
        Count(comparison.sessions->sessions, "session"), kMinSessionsForClaim);
  }
  if (!comparison.paired)
    return "no claim: there is no block in which both count";
  const std::size_t needed =
      PairsForClaim(analysis.level, analysis.comparisons.size());
  return fmt::format(
      "{} from {}; at {:g} % {} are needed{} (--runs {})",
      hopeless ? "no difference can be claimed" : "no claim",
      Count(comparison.paired->pairs, "block"), analysis.level * 100, needed,
      needed > PairsForClaim(analysis.level) ? BecauseOfSeveral(analysis) : "",
      needed);
}

// Power .8: PairedDesign's.
void AddInconclusive(const Analysis& analysis, const Comparison& comparison,
                     Sentences& remarks) {
  const auto detectable = comparison.detectable();
  if (comparison.verdict != Verdict::kInconclusive || !detectable) return;
  remarks.push_back(fmt::format(
      "{}: inconclusive;{} {} that differ as these do find a ratio of {:.2f} "
      "or less, or {:.2f} or more, 8 times in 10 ({} for more of them).",
      comparison.of.Label(), BecauseOfSeveral(analysis), Basis(comparison),
      1 / *detectable, *detectable,
      comparison.sessions ? "boot the cluster anew" : "--runs"));
}

// A strategy against itself.
void AddAgainstItself(const Comparison& comparison, Sentences& remarks) {
  const auto interval = comparison.interval();
  if (!SameWork(comparison.of, comparison.to) || !interval) return;
  const std::string words = IntervalWords(*interval);
  const std::string of = comparison.of.Label();
  const std::string to = comparison.to.Label();
  const double slowdown = comparison.of.slowdown;
  if (slowdown == comparison.to.slowdown) {
    remarks.push_back(
        interval->Holds(1)
            ? fmt::format("{} and {} are the same work, and the interval {} "
                          "holds 1, as it must.",
                          of, to, words)
            : fmt::format("{} and {} are the same work, but the interval {} "
                          "does not hold 1: by chance {:.1f} % do so; more "
                          "often, and differences found here mean nothing.",
                          of, to, words, (1 - interval->level) * 100));
    return;
  }
  const bool noticed = slowdown > comparison.to.slowdown ? interval->low > 1
                                                         : interval->high < 1;
  remarks.push_back(fmt::format(
      "{} is {} slowed down by {:g} %, and the interval {} {}.", of, to,
      slowdown * 100, words, noticed ? "shows it" : "does not show it"));
}

}  // namespace

bool TooFewForSoMany(const Analysis& analysis, const Comparison& comparison) {
  if (comparison.verdict != Verdict::kInconclusive || !comparison.paired) {
    return false;
  }
  // Those that are claimed leave more to the others (Holm's later steps).
  const auto claimed =
      std::ranges::count_if(analysis.comparisons, [&](const Comparison& other) {
        return other.holm_p < 1 - analysis.level;
      });
  const std::size_t left =
      analysis.comparisons.size() - static_cast<std::size_t>(claimed);
  return comparison.paired->pairs <
         PairsForClaim(analysis.level, std::max<std::size_t>(left, 1));
}

Sentences NoClaimRemarks(const Analysis& analysis) {
  std::vector<std::string> lacks;  // in the order of the comparisons
  std::map<std::string, std::vector<std::string>> who;
  for (const Comparison& comparison : analysis.comparisons) {
    const std::string lack = Lack(analysis, comparison);
    if (lack.empty()) continue;
    auto& labels = who[lack];
    if (labels.empty()) lacks.push_back(lack);
    labels.push_back(comparison.of.Label());
  }
  Sentences remarks;
  remarks.reserve(lacks.size());
  for (const std::string& lack : lacks) {
    remarks.push_back(fmt::format("{}: {}.", fmt::join(who[lack], ", "), lack));
  }
  return remarks;
}

Sentences ClaimRemarks(const Analysis& analysis) {
  Sentences remarks = NoClaimRemarks(analysis);
  for (const Comparison& comparison : analysis.comparisons) {
    AddInconclusive(analysis, comparison, remarks);
    AddAgainstItself(comparison, remarks);
  }
  return remarks;
}

}  // namespace bench
