#include "simulator/objects/ids.h"

#include <fmt/format.h>

#include <chrono>
#include <string_view>

#include "util/format.h"

namespace bench {

std::string Ids::Uid() {
  const std::uint64_t high = Number();
  const std::uint64_t low = Number();
  return fmt::format("{:08x}-{:04x}-4{:03x}-{:x}{:03x}-{:012x}", high >> 32,
                     (high >> 16) & 0xffff, high & 0xfff, 8 + (low >> 62),
                     (low >> 48) & 0xfff, low & 0xffffffffffff);
}

std::string Ids::Suffix(int length) {
  constexpr std::string_view kAlphabet = "bcdfghjklmnpqrstvwxz2456789";
  std::string suffix;
  for (int i = 0; i < length; ++i) {
    suffix += kAlphabet[Number() % kAlphabet.size()];
  }
  return suffix;
}

std::string Timestamp(int in_seconds) {
  return FormatUtc(std::chrono::system_clock::now() +
                   std::chrono::seconds(in_seconds));
}

}  // namespace bench
