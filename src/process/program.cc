#include "process/program.h"

#include <unistd.h>

#include <sstream>
#include <string>
#include <system_error>

#include "util/environment.h"

namespace bench {
namespace {

namespace fs = std::filesystem;

bool IsProgram(const fs::path& path) {
  std::error_code ignored;
  return fs::is_regular_file(path, ignored) && access(path.c_str(), X_OK) == 0;
}

}  // namespace

std::optional<fs::path> FindProgram(std::string_view name) {
  if (name.find('/') != std::string_view::npos) {
    if (!IsProgram(name)) return std::nullopt;
    return fs::absolute(name);
  }
  std::istringstream folders(Variable("PATH"));
  for (std::string folder; std::getline(folders, folder, ':');) {
    // An empty one means the current folder, see environ(7).
    fs::path candidate = fs::absolute(folder.empty() ? "." : folder) / name;
    if (!name.empty() && IsProgram(candidate)) return candidate;
  }
  return std::nullopt;
}

fs::path OwnProgram() {
  const fs::path link = "/proc/self/exe";
  std::error_code ignored;
  const fs::path target = fs::read_symlink(link, ignored);
  // Rebuilt while we run: the name leads nowhere or to another program; the
  // link itself still leads to us.
  return fs::equivalent(target, link, ignored) ? target : link;
}

fs::path ProgramBeside(std::string_view name) {
  return fs::read_symlink("/proc/self/exe").parent_path() / name;
}

}  // namespace bench
