#include "kubernetes/header.h"

#include <fmt/format.h>

#include <algorithm>

namespace bench {

bool FitsInHeader(std::string_view text) {
  return std::ranges::none_of(text, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < ' ' && c != '\t') || byte == 0x7f;
  });
}

std::string EscapedForHeaderName(std::string_view text) {
  constexpr std::string_view kLegal =
      "!#$&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyz"
      "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  std::string escaped;
  for (const char c : text) {
    if (kLegal.find(c) != std::string_view::npos) {
      escaped += c;
    } else {
      escaped += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return escaped;
}

}  // namespace bench
