#include <fmt/ranges.h>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <span>

#include "analysis/kept.h"
#include "report/sentences.h"
#include "util/short_reason.h"

namespace bench {
namespace {

// Before the rest is only counted.
constexpr std::size_t kKeptShown = 5;
// A word is none that is longer, whatever a chart has there.
constexpr std::size_t kLongestPolicy = 200;

std::string ObjectList(std::span<const std::string> objects) {
  const auto shown = objects.first(std::min(objects.size(), kKeptShown));
  std::string list = fmt::format("{}", fmt::join(shown, ", "));
  if (objects.size() > shown.size()) {
    list += fmt::format(" and {} more", objects.size() - shown.size());
  }
  return list;
}

std::string WhyKept(const KeptTogether& kept) {
  switch (kept.by) {
    case KeptBy::kUnknown:
      break;
    case KeptBy::kPolicy:
      return "Kept by Helm, since helm.sh/resource-policy says so";
    case KeptBy::kOtherPolicy:
      return fmt::format(
          "Warning: kept by Helm without a word, since helm.sh/resource-policy "
          "says \"{}\", and any word keeps",
          ShortReason(kept.policy, kLongestPolicy));
    case KeptBy::kNotOwned:
      return "Left by Helm, since another release or person has taken it over";
    case KeptBy::kHook:
      return "Left by hooks, whose delete policies do not remove it";
    case KeptBy::kClaim:
      return "Left by Helm as the claims of StatefulSets";
    case KeptBy::kOwner:
      return "Stays with what is kept";
    case KeptBy::kMark:
      return "Left for their annotations alone, no release's record names them";
  }
  return "Left";
}

}  // namespace

Sentences KeptSentences(const Analysis& analysis) {
  Sentences sentences;
  for (const KeptTogether& kept : WhatWasKept(analysis.results)) {
    sentences.push_back(
        fmt::format("{}: {}.", WhyKept(kept), ObjectList(kept.objects)));
  }
  std::ranges::move(KeptDifferenceSentences(analysis),
                    std::back_inserter(sentences));
  return sentences;
}

Sentences KeptDifferenceSentences(const Analysis& analysis) {
  Sentences sentences;
  for (const Result& result : analysis.results) {
    for (const KeptDifference& one : KeptDifferences(result)) {
      sentences.push_back(fmt::format(
          "Not the same end state: {} is left by {}, and not by {}.",
          one.object, fmt::join(one.kept_by, ", "),
          fmt::join(one.not_by, ", ")));
    }
  }
  return sentences;
}

}  // namespace bench
