#include "util/short_reason.h"

#include <fmt/format.h>

#include <utility>

namespace bench {
namespace {

// Of the words between beginning and end, whose number has at most 20 digits.
constexpr std::size_t kMarkSize = 48;
// Kubernetes' names end at 253, and an object's has its kind and namespace.
constexpr std::size_t kLongestName = 400;
constexpr std::size_t kRoomForNames = 2000;

bool ContinuesCharacter(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

// The nearest place before which a character ends; of what is no UTF-8, any.
std::size_t CharacterEnd(std::string_view text, std::size_t at) {
  constexpr std::size_t kLongestCharacter = 4;
  for (std::size_t i = 0; i < kLongestCharacter && i < at; ++i) {
    if (!ContinuesCharacter(text[at - i])) return at - i;
  }
  return at;
}

}  // namespace

std::string ShortReason(std::string_view words, std::size_t most) {
  if (words.size() <= most) return std::string(words);
  const std::size_t room = most - kMarkSize;
  const std::size_t begin = CharacterEnd(words, room * 2 / 3);
  std::size_t end = words.size() - room / 3;
  while (end < words.size() && ContinuesCharacter(words[end])) ++end;
  return fmt::format("{} [… {} bytes left out …] {}", words.substr(0, begin),
                     end - begin, words.substr(end));
}

std::vector<std::string> FirstOf(const std::vector<std::string>& names,
                                 std::size_t most) {
  std::vector<std::string> first;
  std::size_t room = kRoomForNames;
  for (const std::string& name : names) {
    std::string shown = ShortReason(name, kLongestName);
    if (first.size() == most || shown.size() > room) {
      first.push_back(fmt::format("{} more, in the result file",
                                  names.size() - first.size()));
      break;
    }
    room -= shown.size();
    first.push_back(std::move(shown));
  }
  return first;
}

}  // namespace bench
