#pragma once

#include <optional>

namespace bench {

/// How well workers are made use of. A strategy runs at most `workers` of
/// `tasks` uninstalls at a time, so p = min(workers, tasks) is what it can gain
/// at best; both are 1 or more.

/// T(reference) / T(strategy); both > 0, same unit.
double Speedup(double reference, double time);

/// Speedup / p. Above 1 is possible: the reference may do more than its share.
double Efficiency(double speedup, int workers, int tasks);

/// The serial fraction determined by experiment (Karp and Flatt, CACM 33(5),
/// 1990): (1/S - 1/p) / (1 - 1/p). 0: all work went on in parallel; 1: nothing
/// was gained; above 1: it got slower; negative: S > p. Empty for p = 1, where
/// it is not defined.
std::optional<double> SerialFraction(double speedup, int workers, int tasks);

}  // namespace bench
