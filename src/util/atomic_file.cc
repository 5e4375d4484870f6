#include "util/atomic_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

#include "util/fd.h"

namespace bench {
namespace {

std::error_code LastError() { return {errno, std::generic_category()}; }

}  // namespace

std::error_code WriteAndSync(int fd, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = write(fd, text.data(), text.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      return LastError();
    }
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  // EINVAL, EROFS: a pipe or a device, which has nothing to flush.
  if (fsync(fd) != 0 && errno != EINVAL && errno != EROFS) return LastError();
  return {};
}

std::error_code WriteWhole(const std::filesystem::path& path,
                           std::string_view text, bool secret) {
  std::filesystem::path aside = path;
  aside += ".tmp";
  const mode_t mode = secret ? 0600 : 0666;
  const Fd file(
      open(aside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode));
  if (file.get() < 0) return LastError();
  std::error_code error = WriteAndSync(file.get(), text);
  if (!error && rename(aside.c_str(), path.c_str()) != 0) error = LastError();
  if (error) unlink(aside.c_str());
  return error;
}

}  // namespace bench
