#pragma once

#include <span>
#include <vector>

#include "model/strategy_spec.h"
#include "threshold/threshold.h"

namespace bench {

/// A threshold's strategies.
struct Subject {
  StrategySpec of;
  /// What `of` is held against; the same as `of` where there is nothing.
  StrategySpec to;
};

/// Whom a threshold is about among the strategies of a run, at least one. A
/// strategy is meant by its label (thread-pool@5, or a variant's), or by its
/// name (thread-pool) where only one has it. A speedup or an efficiency is held
/// against the first unless another is named. Throws Error for what is not
/// there, with the nearest, for a name that several have, and for 'new/base:',
/// which only a comparison of two results knows.
std::vector<Subject> FindSubjects(const Threshold& threshold,
                                  std::span<const StrategySpec> strategies);

/// For a comparison of two results: `threshold` must be about a new and an old
/// one. `shared`: the strategies that both have. Throws Error as FindSubjects.
std::vector<StrategySpec> FindVersions(const Threshold& threshold,
                                       std::span<const StrategySpec> shared);

}  // namespace bench
