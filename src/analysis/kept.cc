#include "analysis/kept.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace bench {
namespace {

bool HasLastingName(const Kept& kept) {
  return kept.by != KeptBy::kUnknown && kept.by != KeptBy::kOwner &&
         kept.by != KeptBy::kMark;
}

bool Keeps(const TrialResult& trial, const std::string& object) {
  return std::ranges::find(trial.kept, object, &Kept::object) !=
         trial.kept.end();
}

std::vector<std::string> Listed(const std::set<std::string>& names) {
  return {names.begin(), names.end()};
}

}  // namespace

std::vector<KeptTogether> WhatWasKept(std::span<const Result> results) {
  std::map<std::pair<KeptBy, std::string>, std::set<std::string>> by_reason;
  for (const Result& result : results) {
    for (const TrialResult& trial : result.trials) {
      if (!trial.valid()) continue;
      for (const Kept& kept : trial.kept) {
        by_reason[{kept.by, kept.policy}].insert(kept.object);
      }
    }
  }
  std::vector<KeptTogether> together;
  for (const auto& [reason, objects] : by_reason) {
    if (reason.first == KeptBy::kUnknown) continue;
    together.push_back({reason.first, reason.second, Listed(objects)});
  }
  return together;
}

std::vector<KeptDifference> KeptDifferences(const Result& result) {
  std::set<std::string> objects;
  for (const TrialResult& trial : result.trials) {
    if (!trial.valid()) continue;
    for (const Kept& kept : trial.kept) {
      if (HasLastingName(kept)) objects.insert(kept.object);
    }
  }
  std::vector<KeptDifference> differences;
  for (const std::string& object : objects) {
    std::set<std::string> kept_by;
    std::set<std::string> not_by;
    for (const TrialResult& trial : result.trials) {
      if (!trial.valid()) continue;
      (Keeps(trial, object) ? kept_by : not_by)
          .insert(trial.planned.strategy.Label());
    }
    if (not_by.empty()) continue;
    differences.push_back({object, Listed(kept_by), Listed(not_by)});
  }
  return differences;
}

}  // namespace bench
