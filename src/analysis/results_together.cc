#include "analysis/results_together.h"

#include <fmt/ranges.h>

#include <cstddef>
#include <map>
#include <set>
#include <utility>

#include "analysis/fingerprint.h"
#include "analysis/words.h"

namespace bench {
namespace {

// Releases, then namespaces.
using Size = std::pair<std::size_t, int>;

Size SizeOf(const Result& result) {
  return {Releases(result.scenario).size(), result.scenario.namespace_count};
}

// What two results are held against differently, and the option that makes it
// one; empty: nothing. The tolerance is in their thresholds.
std::string OtherCriteria(const Criteria& a, const Criteria& b) {
  if (a.thresholds != b.thresholds) {
    const auto words = [](const std::vector<std::string>& thresholds) {
      return thresholds.empty()
                 ? "none"
                 : fmt::format("{}", fmt::join(thresholds, ", "));
    };
    return fmt::format(
        "their thresholds are not the same ({}; {}); give them "
        "with --threshold",
        words(a.thresholds), words(b.thresholds));
  }
  if (a.same != b.same) {
    return fmt::format(
        "they call the same what is within {:g} % and within {:g} %; say which "
        "with --same",
        a.same * 100, b.same * 100);
  }
  if (!a.thresholds.empty() && a.on_inconclusive != b.on_inconclusive) {
    return "an undecided threshold does not mean the same in both; say what it "
           "does with --on-inconclusive";
  }
  return "";
}

// What must not differ between two results, and does.
std::vector<Unlikeness> HardUnlikeness(const Result& a, const Result& b) {
  std::vector<Unlikeness> found = SizeOf(a) == SizeOf(b)
                                      ? FindUnlikeness(a, b)
                                      : FindUnlikeEnvironments(a, b);
  std::erase_if(found, [](const Unlikeness& one) { return !one.hard; });
  return found;
}

std::string UnlikenessWords(const std::vector<Unlikeness>& unlike) {
  std::vector<std::string> words;
  words.reserve(unlike.size());
  for (const Unlikeness& one : unlike) {
    words.push_back(
        fmt::format("{} ({}, {})", one.what, one.before, one.after));
  }
  return fmt::format("{}", fmt::join(words, "; "));
}

// What is real and what is not have nothing to say about each other.
std::string WhatToDo(const Result& a, const Result& b) {
  if (NotReal(a) != NotReal(b)) {
    return "what is real is never taken together with what is not";
  }
  return "--allow-unlike \"REASON\" takes them together all the same";
}

}  // namespace

std::string CheckTogether(const std::vector<Result>& results,
                          const std::vector<std::filesystem::path>& files,
                          Sizes sizes, const std::string& reason) {
  std::set<std::string> unlike;
  const auto check = [&](std::size_t one, std::size_t other) {
    const Result& a = results[one];
    const Result& b = results[other];
    const std::string refused =
        fmt::format("{} cannot be taken together with {}",
                    files[other].string(), files[one].string());
    if (sizes == Sizes::kOne || SizeOf(a) == SizeOf(b)) {
      std::string why = WhyNotTogether(a, b);
      if (why.empty()) why = OtherCriteria(a.criteria, b.criteria);
      if (!why.empty()) throw Error("{}: {}", refused, why);
    }
    const std::vector<Unlikeness> hard = HardUnlikeness(a, b);
    if (hard.empty()) return;
    if (reason.empty() || NotReal(a) != NotReal(b)) {
      throw UnlikeError("{}, their environments are unlike: {}; {}", refused,
                        UnlikenessWords(hard), WhatToDo(a, b));
    }
    unlike.insert(UnlikenessWords(hard));
  };
  for (std::size_t other = 1; other < results.size(); ++other) {
    for (std::size_t one = 0; one < other; ++one) check(one, other);
  }
  if (unlike.empty()) return "";
  return fmt::format(
      "Taken together although the environments are unlike, because: {}. They "
      "differ in: {}.",
      reason, fmt::join(unlike, "; "));
}

std::vector<Analysis> AnalyzeBySize(std::vector<Result> results) {
  const Size first = SizeOf(results.front());
  std::map<Size, std::vector<Result>> by_size;
  for (Result& result : results) {
    const Size size = SizeOf(result);
    by_size[size].push_back(std::move(result));
  }
  std::vector<Analysis> analyses;
  analyses.push_back(Analyze(std::move(by_size[first])));
  by_size.erase(first);
  for (auto& [size, some] : by_size) {
    analyses.push_back(Analyze(std::move(some)));
  }
  return analyses;
}

}  // namespace bench
