#include "util/atomic_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>

#include "util/fd.h"
#include "util/last_error.h"

namespace bench {
namespace {

namespace fs = std::filesystem;

// A new file beside `path`, of a name that is nobody's: another process may be
// writing the same file at the same time.
Fd CreateAside(const fs::path& path, mode_t mode, fs::path& aside) {
  static std::atomic<unsigned> count = 0;
  for (;;) {
    aside = path;
    aside += fmt::format(".{}-{}.tmp", getpid(), ++count);
    Fd file(open(aside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode));
    if (file.get() >= 0 || errno != EEXIST) return file;
  }
}

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

std::error_code WriteWhole(const fs::path& path, std::string_view text,
                           bool secret) {
  fs::path aside;
  const Fd file = CreateAside(path, secret ? 0600 : 0666, aside);
  if (file.get() < 0) return LastError();
  std::error_code error = WriteAndSync(file.get(), text);
  if (!error && rename(aside.c_str(), path.c_str()) != 0) error = LastError();
  if (error) unlink(aside.c_str());
  return error;
}

}  // namespace bench
