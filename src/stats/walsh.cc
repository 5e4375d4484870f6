#include "stats/walsh.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <limits>
#include <numeric>

#include "stats/require.h"

namespace bench {
namespace {

// Doubles as whole numbers in the same order, neighbours next to each other: so
// bisection ends at a double after 64 steps, whatever their size.
std::int64_t OrderOf(double value) {
  const auto bits = std::bit_cast<std::int64_t>(value);
  return bits < 0 ? std::numeric_limits<std::int64_t>::min() - bits : bits;
}

double FromOrder(std::int64_t order) {
  return std::bit_cast<double>(
      order < 0 ? std::numeric_limits<std::int64_t>::min() - order : order);
}

double Average(double a, double b) { return (a + b) / 2; }

}  // namespace

WalshAverages::WalshAverages(std::span<const double> values)
    : ascending_(values.begin(), values.end()),
      size_(values.size() * (values.size() + 1) / 2) {
  RequireFinite(values);
  std::ranges::sort(ascending_);
}

// Rounding keeps the order, so the larger one value is, the smaller the other
// has to be: one walk from both ends.
std::size_t WalshAverages::CountUpTo(double limit) const {
  std::size_t count = 0;
  std::size_t end = ascending_.size();
  for (std::size_t i = 0; i < end; ++i) {
    while (end > i && Average(ascending_[i], ascending_[end - 1]) > limit) {
      --end;
    }
    count += end - i;
  }
  return count;
}

double WalshAverages::Smallest(std::size_t k) const {
  Require(k >= 1 && k <= size_, "there are not as many Walsh averages");
  // The smallest double up to which there are k of them.
  std::int64_t low = OrderOf(ascending_.front());
  std::int64_t high = OrderOf(ascending_.back());
  while (low < high) {
    const std::int64_t middle = std::midpoint(low, high);
    if (CountUpTo(FromOrder(middle)) >= k) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return FromOrder(low);
}

double WalshAverages::Median() const {
  return Average(Smallest((size_ + 1) / 2), Smallest(size_ / 2 + 1));
}

}  // namespace bench
