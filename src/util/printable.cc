#include "util/printable.h"

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string_view>

namespace bench {
namespace {

constexpr std::string_view kReplacement = "\uFFFD";

// How many bytes the character has that begins with this one; valid UTF-8.
std::size_t CharacterSize(unsigned char first) {
  if (first < 0x80) return 1;
  if (first < 0xE0) return 2;
  return first < 0xF0 ? 3 : 4;
}

std::uint32_t CodePoint(std::string_view character) {
  if (character.size() == 1) return static_cast<unsigned char>(character[0]);
  std::uint32_t point =
      static_cast<unsigned char>(character[0]) & (0xFFU >> character.size());
  for (const unsigned char byte : character.substr(1)) {
    point = point << 6 | (byte & 0x3FU);
  }
  return point;
}

bool IsControl(std::uint32_t point) {
  return point < 0x20 || (point >= 0x7F && point < 0xA0) || point == 0x2028 ||
         point == 0x2029;
}

// Unicode's Bidi_Control.
bool TurnsWriting(std::uint32_t point) {
  return point == 0x061C || point == 0x200E || point == 0x200F ||
         (point >= 0x202A && point <= 0x202E) ||
         (point >= 0x2066 && point <= 0x2069);
}

}  // namespace

std::string ValidUtf8(const std::string& text) {
  using nlohmann::json;
  return json::parse(
      json(text).dump(-1, ' ', false, json::error_handler_t::replace));
}

std::string WithoutNoncharacters(const std::string& text) {
  std::string clean = text;
  for (const std::string_view character : {"\uFFFE", "\uFFFF"}) {
    for (std::size_t at = clean.find(character); at != std::string::npos;
         at = clean.find(character, at)) {
      clean.replace(at, character.size(), kReplacement);
    }
  }
  return clean;
}

std::string Printable(const std::string& text) {
  const std::string valid = WithoutNoncharacters(ValidUtf8(text));
  std::string printable;
  for (std::size_t i = 0; i < valid.size();) {
    const std::string_view character = CharacterAt(valid, i);
    const std::uint32_t point = CodePoint(character);
    if (IsControl(point)) {
      printable += ' ';
    } else {
      printable += TurnsWriting(point) ? kReplacement : character;
    }
    i += character.size();
  }
  return printable;
}

std::string_view CharacterAt(std::string_view utf8, std::size_t at) {
  return utf8.substr(at, CharacterSize(static_cast<unsigned char>(utf8[at])));
}

std::string Shortened(const std::string& text, std::size_t characters) {
  std::size_t count = 0;
  std::size_t end = 0;  // of all characters but the last that may be there
  for (std::size_t i = 0; i < text.size(); ++count) {
    if (count + 1 == characters) end = i;
    if (count == characters) return text.substr(0, end) + "…";
    i += CharacterAt(text, i).size();
  }
  return text;
}

}  // namespace bench
