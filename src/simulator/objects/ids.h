#pragma once

#include <cstdint>
#include <random>
#include <string>

namespace bench {

/// Random names, the same for the same seed.
class Ids {
 public:
  explicit Ids(std::uint64_t seed) : random_(seed) {}

  /// A UUID of version 4.
  std::string Uid();
  /// What generateName and controllers append: of the API server's alphabet,
  /// which has no vowels lest it writes words.
  std::string Suffix(int length = 5);
  std::uint64_t Number() { return random_(); }

 private:
  std::mt19937_64 random_;
};

/// Some seconds from now, as objects have it: 2026-01-31T12:34:56Z.
std::string Timestamp(int in_seconds = 0);

}  // namespace bench
