#include "cluster/paths.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <functional>
#include <string>
#include <system_error>

#include "util/atomic_file.h"
#include "util/environment.h"
#include "util/error.h"
#include "util/last_error.h"

namespace bench {
namespace {

namespace fs = std::filesystem;

// As the XDG base directory specification says: a relative path is ignored.
fs::path StateHome() {
  if (const fs::path state = Variable("XDG_STATE_HOME"); state.is_absolute()) {
    return state;
  }
  if (const fs::path home = Variable("HOME"); home.is_absolute()) {
    return home / ".local" / "state";
  }
  throw Error(
      "no place for the harness's own files: set XDG_STATE_HOME or HOME to an "
      "absolute path");
}

[[noreturn]] void ThrowNotWritable(const fs::path& path,
                                   const std::error_code& error) {
  throw Error(
      "{}: cannot be written: {}; set XDG_STATE_HOME to a folder that can",
      path.string(), error.message());
}

// Ours alone even when the parents are not, and whatever the umask.
void CreatePrivate(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder.parent_path(), error);
  if (error) ThrowNotWritable(folder, error);
  if (mkdir(folder.c_str(), S_IRWXU) == 0) return;
  if (errno != EEXIST) ThrowNotWritable(folder, LastError());
  fs::permissions(folder, fs::perms::owner_all, error);
  if (error) ThrowNotWritable(folder, error);
}

bool IsPlain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
}

std::string HashOf(std::string_view among) {
  if (among.empty()) return "";
  return fmt::format("-{:x}", std::hash<std::string_view>{}(among));
}

}  // namespace

std::string FileName(std::string_view text) {
  std::string name;
  for (const char c : text) {
    if (IsPlain(c)) {
      name += c;
    } else {
      name += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return name;
}

StateFolder::StateFolder(std::string_view kind, std::string_view name,
                         std::string_view among)
    : path_(StateHome() / "helm-bench" /
            fmt::format("{}-{}{}", kind, FileName(name), HashOf(among))) {}

void StateFolder::Create() const {
  CreatePrivate(path_);
  // Permissions alone tell nothing about a folder that is there already: the
  // file system may be read-only.
  if (access(path_.c_str(), W_OK | X_OK) != 0) {
    ThrowNotWritable(path_, LastError());
  }
}

void StateFolder::WriteKubeconfig(std::string_view text) const {
  Create();
  if (const auto error = WriteWhole(kubeconfig(), text, /*secret=*/true)) {
    ThrowNotWritable(kubeconfig(), error);
  }
}

void StateFolder::FreshSession() const {
  Create();
  RemoveSession();
  CreatePrivate(session());
}

void StateFolder::RemoveSession() const {
  std::error_code error;
  fs::remove_all(session(), error);
  if (error) ThrowNotWritable(session(), error);
}

void StateFolder::Remove() const {
  std::error_code error;
  fs::remove_all(path_, error);
  if (error) ThrowNotWritable(path_, error);
}

}  // namespace bench
