#include "util/read_file.h"

#include <fstream>
#include <sstream>
#include <system_error>

namespace bench {

std::optional<std::string> ReadFile(const std::filesystem::path& file) {
  std::error_code ignored;
  const std::ifstream in(file, std::ios::binary);
  // A folder can be opened like a file.
  if (!in || std::filesystem::is_directory(file, ignored)) return std::nullopt;
  std::ostringstream text;
  // Not by istreambuf_iterator: that one throws when reading fails.
  text << in.rdbuf();
  if (in.bad() || text.bad()) return std::nullopt;
  return text.str();
}

}  // namespace bench
