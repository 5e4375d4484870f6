#pragma once

#include <span>
#include <string>
#include <vector>

#include "model/result.h"

namespace bench {

/// The objects that Helm left behind for one reason.
struct KeptTogether {
  KeptBy by = KeptBy::kUnknown;
  /// The resource policy that helm does not know.
  std::string policy;
  std::vector<std::string> objects;
};

/// What valid trials left, in the order of the reasons. Left out is what is of
/// no known reason (results before schema 4).
std::vector<KeptTogether> WhatWasKept(std::span<const Result> results);

/// An object that not every valid trial of a result left.
struct KeptDifference {
  std::string object;
  std::vector<std::string> kept_by;  // strategies
  std::vector<std::string> not_by;
};

/// A difference of end states: every strategy uninstalls the same. What others
/// own, and what no record names, has names that change and is left out.
std::vector<KeptDifference> KeptDifferences(const Result& result);

}  // namespace bench
