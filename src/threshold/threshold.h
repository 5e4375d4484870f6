#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace bench {

/// The language of thresholds, such as speedup(thread-pool/sequential)>1.3,
/// median(thread-pool@8)<600ms, failures(*)==0 (blanks may stand anywhere but
/// inside a word):
///
///   metric '(' who ')' operator number unit? ('@ci' | '@point')?
///   who:      STRATEGY | '*' | STRATEGY '/' STRATEGY
///             | 'new/base:' (STRATEGY | '*')
///   operator: '<' '<=' '>' '>='; '==' for counts
///   unit:     s, ms, us, min for times; '%' or none for ratios; none for
///             counts

enum class Metric {
  kMean,
  kMedian,
  kMin,
  kMax,
  kReturned,
  kSettled,
  kSpeedup,
  kEfficiency,
  kFailures,
  kLeftovers,
  kThrottle,
};

enum class Operator { kLess, kLessOrEqual, kGreater, kGreaterOrEqual, kEqual };

/// Whom a threshold is about, as it was written.
enum class Who {
  kOne,       // a strategy
  kAll,       // every strategy by itself
  kPair,      // a strategy beside another in the same blocks
  kVersions,  // a strategy in a new result beside itself in an old one
};

/// In seconds, as a plain number, or counted.
enum class Quantity { kTime, kRatio, kCount };

/// One threshold, understood.
struct Threshold {
  std::string text;  // as it was given
  Metric metric = Metric::kMedian;
  Who who = Who::kOne;
  /// Labels or names of strategies, as they were given; `of` is empty where
  /// every strategy is meant, `to` but for a pair.
  std::string of;
  std::string to;
  std::size_t of_column = 0;  // from 1
  std::size_t to_column = 0;
  Operator op = Operator::kLess;
  /// Seconds, a ratio, or a count.
  double limit = 0;
  Quantity quantity = Quantity::kTime;
  /// The estimate decides, not its interval. Always so for what has none.
  bool point = false;
};

/// Throws Error with the text, the column and, for a name, the nearest. Does
/// not know which strategies there are.
Threshold ParseThreshold(const std::string& text);

/// Throws the Error of a threshold: its text, the column (from 1), what is the
/// matter there.
[[noreturn]] void RefuseThreshold(std::string_view text, std::size_t column,
                                  const std::string& complaint);

/// The end of such a complaint about an unknown word: the nearest of `names`,
/// or else all of them.
std::string Suggest(std::string_view word,
                    const std::vector<std::string>& names);

}  // namespace bench
