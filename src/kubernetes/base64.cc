#include "kubernetes/base64.h"

#include <openssl/evp.h>

#include <algorithm>
#include <iterator>

namespace bench {

std::optional<std::string> DecodeBase64(std::string_view text) {
  std::string packed;
  std::copy_if(
      text.begin(), text.end(), std::back_inserter(packed),
      [](char c) { return c != ' ' && c != '\t' && c != '\r' && c != '\n'; });
  const std::size_t digits = packed.find_last_not_of('=') + 1;
  const std::size_t padding = packed.size() - digits;
  // EVP_DecodeBlock reads an '=' in the middle as a digit, and counts the
  // padding's zero bytes as data.
  if (packed.size() % 4 != 0 || padding > 2 || packed.find('=') < digits) {
    return std::nullopt;
  }
  std::string bytes(packed.size() / 4 * 3, '\0');
  const int decoded =
      EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                      reinterpret_cast<const unsigned char*>(packed.data()),
                      static_cast<int>(packed.size()));
  if (decoded < 0) return std::nullopt;
  bytes.resize(static_cast<std::size_t>(decoded) - padding);
  return bytes;
}

std::string EncodeBase64(std::string_view bytes) {
  // With room for the zero that OpenSSL puts at the end.
  std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');
  const int size =
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                      reinterpret_cast<const unsigned char*>(bytes.data()),
                      static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(size));
  return text;
}

}  // namespace bench
