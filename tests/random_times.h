#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <random>
#include <vector>

namespace bench {

/// Draws with a fixed seed. The generator gives the same numbers with every
/// standard library; its distributions do not, so these are our own.
class RandomTimes {
 public:
  explicit RandomTimes(std::uint64_t seed) : random_(seed) {}

  /// In (0, 1).
  double Uniform() {
    return (static_cast<double>(random_() >> 11) + .5) * 0x1p-53;
  }

  /// Standard normal, by Box and Muller.
  double Normal() {
    return std::sqrt(-2 * std::log(Uniform())) *
           std::cos(2 * std::numbers::pi * Uniform());
  }

  double Exponential(double mean) { return -mean * std::log(Uniform()); }

  /// A whole number from `low` to `high`.
  std::size_t Whole(std::size_t low, std::size_t high) {
    return low + static_cast<std::size_t>(Uniform() *
                                          static_cast<double>(high - low + 1));
  }

  /// One trial's time about `scale`: lognormal noise, and with the chance
  /// `wild` something that takes a good deal longer, never shorter.
  double Time(double scale, double noise, double wild = 0) {
    const double time = scale * std::exp(noise * Normal());
    return Uniform() < wild ? time * (1 + Exponential(.3)) : time;
  }

  std::vector<double> Times(std::size_t n, double scale, double noise,
                            double wild = 0) {
    std::vector<double> times(n);
    for (double& time : times) time = Time(scale, noise, wild);
    return times;
  }

 private:
  std::mt19937_64 random_;
};

}  // namespace bench
