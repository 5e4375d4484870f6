#pragma once

#include <span>
#include <stdexcept>

namespace bench {

/// The arithmetic's callers have checked what they pass on; what gets here all
/// the same is a bug of this program and must not become a number in a report.
/// `complaint` is a sentence. Throws std::invalid_argument.
inline void Require(bool holds, const char* complaint) {
  if (!holds) throw std::invalid_argument(complaint);
}

/// A confidence level, a power or a probability to be solved for.
void RequireLevel(double level);

/// Neither infinite nor NaN.
void RequireFinite(std::span<const double> values);

}  // namespace bench
