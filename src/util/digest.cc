#include "util/digest.h"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string_view>
#include <vector>

#include "util/read_file.h"

namespace bench {
namespace {

namespace fs = std::filesystem;

class Sha256 {
 public:
  Sha256() { EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr); }

  void Add(std::string_view text) {
    EVP_DigestUpdate(context_.get(), text.data(), text.size());
  }

  // With its length before it: what follows what makes a difference.
  void AddOne(std::string_view text) {
    Add(fmt::format("{}:", text.size()));
    Add(text);
  }

  std::string Hex() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
    unsigned int size = 0;
    EVP_DigestFinal_ex(context_.get(), bytes.data(), &size);
    std::string hex = "sha256:";
    for (unsigned int i = 0; i < size; ++i)
      hex += fmt::format("{:02x}", bytes[i]);
    return hex;
  }

 private:
  struct Free {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  };
  std::unique_ptr<EVP_MD_CTX, Free> context_{EVP_MD_CTX_new()};
};

// Relative to `path`, in order; "" for a file itself.
std::vector<std::string> Files(const fs::path& path) {
  if (!fs::is_directory(path)) return {""};
  std::vector<std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(path)) {
    if (entry.is_regular_file()) {
      files.push_back(fs::relative(entry.path(), path).string());
    }
  }
  std::ranges::sort(files);
  return files;
}

}  // namespace

std::string Digest(const fs::path& path) {
  try {
    Sha256 digest;
    for (const std::string& file : Files(path)) {
      const auto text = ReadFile(file.empty() ? path : path / file);
      if (!text) return "";
      digest.AddOne(file);
      digest.AddOne(*text);
    }
    return digest.Hex();
  } catch (const fs::filesystem_error&) {
    return "";
  }
}

std::string TextDigest(std::string_view text) {
  Sha256 digest;
  digest.Add(text);
  return digest.Hex();
}

}  // namespace bench
