#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace bench {

/// The Walsh averages of values: the means of all pairs, each value with itself
/// too, n(n+1)/2 of them. They are never all made: 10,000 values have 50
/// million.
class WalshAverages {
 public:
  /// Finite values, in any order.
  explicit WalshAverages(std::span<const double> values);

  std::size_t size() const { return size_; }

  /// The k-th smallest, from 1 to size(). Exact: it is one of the averages, as
  /// (a + b) / 2 gives it. Takes O(n) time.
  double Smallest(std::size_t k) const;

  /// Of at least one value.
  double Median() const;

 private:
  std::size_t CountUpTo(double limit) const;

  std::vector<double> ascending_;
  std::size_t size_;
};

}  // namespace bench
