#include "report/claims.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cstddef>
#include <map>

#include "report/comparison_table.h"
#include "util/format.h"

namespace bench {
namespace {

// What a comparison lacks; one sentence for all that lack the same.
std::string Lack(const Analysis& analysis, const Comparison& comparison) {
  if (comparison.sessions) {
    return fmt::format(
        "no claim from {}; {} are needed (boot the cluster "
        "anew for each)",
        Count(comparison.sessions->sessions, "session"), kMinSessionsForClaim);
  }
  if (!comparison.paired)
    return "no claim: there is no block in which both count";
  const std::size_t needed = PairsForClaim(analysis.level);
  return fmt::format("no claim from {}; at {:g} % {} are needed (--runs {})",
                     Count(comparison.paired->pairs, "block"),
                     analysis.level * 100, needed, needed);
}

// Power .8: PairedDesign's.
void AddInconclusive(const Comparison& comparison,
                     std::vector<std::string>& remarks) {
  if (comparison.verdict != Verdict::kInconclusive || !comparison.paired ||
      !comparison.paired->detectable) {
    return;
  }
  const double detectable = *comparison.paired->detectable;
  remarks.push_back(fmt::format(
      "{}: inconclusive; {} that differ as these do find a ratio of {:.2f} or "
      "less, or {:.2f} or more, 8 times in 10 (--runs for more of them).",
      comparison.of.Label(), Count(comparison.paired->pairs, "block"),
      1 / detectable, detectable));
}

// A strategy against itself.
void AddAgainstItself(const Comparison& comparison,
                      std::vector<std::string>& remarks) {
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

std::vector<std::string> NoClaimRemarks(const Analysis& analysis) {
  std::vector<std::string> lacks;  // in the order of the comparisons
  std::map<std::string, std::vector<std::string>> who;
  for (const Comparison& comparison : analysis.comparisons) {
    if (comparison.verdict != Verdict::kNoClaim) continue;
    const std::string lack = Lack(analysis, comparison);
    auto& labels = who[lack];
    if (labels.empty()) lacks.push_back(lack);
    labels.push_back(comparison.of.Label());
  }
  std::vector<std::string> remarks;
  remarks.reserve(lacks.size());
  for (const std::string& lack : lacks) {
    remarks.push_back(fmt::format("{}: {}.", fmt::join(who[lack], ", "), lack));
  }
  return remarks;
}

std::vector<std::string> ClaimRemarks(const Analysis& analysis) {
  std::vector<std::string> remarks = NoClaimRemarks(analysis);
  for (const Comparison& comparison : analysis.comparisons) {
    AddInconclusive(comparison, remarks);
    AddAgainstItself(comparison, remarks);
  }
  return remarks;
}

}  // namespace bench
