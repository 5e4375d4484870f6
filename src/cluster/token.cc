#include "cluster/token.h"

#include <fmt/format.h>
#include <openssl/rand.h>

#include <array>

#include "util/error.h"

namespace bench {

std::string NewToken() {
  std::array<unsigned char, 16> bytes{};
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) {
    throw Error("no random bytes for a token");
  }
  std::string token;
  for (const unsigned char byte : bytes) token += fmt::format("{:02x}", byte);
  return token;
}

}  // namespace bench
