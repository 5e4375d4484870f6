#include "util/read_file.h"

#include <array>
#include <cstddef>
#include <fstream>
#include <system_error>

namespace bench {

std::optional<std::string> ReadFile(const std::filesystem::path& file) {
  std::error_code ignored;
  std::ifstream in(file, std::ios::binary);
  // A folder can be opened like a file.
  if (!in || std::filesystem::is_directory(file, ignored)) return std::nullopt;
  // Part by part: files in /proc do not know their size. Not by
  // istreambuf_iterator, which throws when reading fails.
  std::string text;
  std::array<char, 1 << 16> part{};
  while (in.read(part.data(), part.size()), in.gcount() > 0) {
    text.append(part.data(), static_cast<std::size_t>(in.gcount()));
  }
  if (in.bad()) return std::nullopt;
  return text;
}

}  // namespace bench
