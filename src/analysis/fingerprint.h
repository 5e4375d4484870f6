#pragma once

#include <string>
#include <vector>

#include "model/result.h"

namespace bench {

/// Something that two results were not measured alike in.
struct Unlikeness {
  std::string what;  // "kernel", "chart redis"
  /// In words; "unknown" is like nothing, not even itself, but for what both do
  /// not know of the one machine that they were measured on.
  std::string before;
  std::string after;
  /// Their times must not be held against each other for it. What is not hard
  /// is worth knowing: a patch level, how busy the machine was.
  bool hard = true;
};

/// In what machine, cluster and helm of two results differ, whatever they
/// measured: for results of several sizes.
std::vector<Unlikeness> FindUnlikeEnvironments(const Result& before,
                                               const Result& after);

/// In what machine, cluster, helm and scenario of two results differ; empty for
/// results of the same. The program's own version and the boot of the cluster
/// are for others to print: they tell results apart, not environments.
std::vector<Unlikeness> FindUnlikeness(const Result& before,
                                       const Result& after);

/// Whether any of them is hard.
bool MustNotCompare(const std::vector<Unlikeness>& found);

}  // namespace bench
