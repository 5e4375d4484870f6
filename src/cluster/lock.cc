#include "cluster/lock.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <functional>
#include <string>
#include <utility>

#include "cluster/paths.h"
#include "util/error.h"
#include "util/last_error.h"
#include "util/pause.h"

namespace bench {
namespace {

// Any user may take the lock after us, in any folder.
constexpr mode_t kForEveryone = 0666;

[[noreturn]] void ThrowNoLock(const std::filesystem::path& path) {
  throw Error(
      "{}: the lock that keeps two runs off one cluster cannot be had: {}; "
      "remove the file",
      path.string(), LastError().message());
}

// O_CREAT on a file of somebody else's is refused in /tmp (protected_regular),
// so what is there is opened without it, and what is not made exclusively.
Fd OpenOrCreate(const std::filesystem::path& path) {
  // O_NONBLOCK: of a named pipe laid there, open would wait for a reader.
  constexpr int kFlags = O_RDWR | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK;
  for (;;) {
    Fd fd(open(path.c_str(), kFlags));
    if (fd.get() >= 0) return fd;
    if (errno != ENOENT) ThrowNoLock(path);
    fd.reset(open(path.c_str(), kFlags | O_CREAT | O_EXCL, kForEveryone));
    if (fd.get() >= 0) {
      fchmod(fd.get(), kForEveryone);  // not less the umask
      return fd;
    }
    if (errno != EEXIST) ThrowNoLock(path);
  }
}

// Whether the name still leads to the file that was opened: its last holder
// may have removed it in between.
bool IsStillThere(const Fd& fd, const std::filesystem::path& path) {
  struct stat opened{};
  struct stat named{};
  return fstat(fd.get(), &opened) == 0 && lstat(path.c_str(), &named) == 0 &&
         opened.st_dev == named.st_dev && opened.st_ino == named.st_ino;
}

bool IsRegular(const Fd& fd) {
  struct stat info{};
  return fstat(fd.get(), &info) == 0 && S_ISREG(info.st_mode);
}

// " (pid 4711)"; empty when the holder has not written it yet.
std::string Holder(const Fd& fd) {
  std::array<char, 20> text{};
  const ssize_t size = pread(fd.get(), text.data(), text.size(), 0);
  pid_t pid = 0;
  if (size > 0) std::from_chars(text.data(), text.data() + size, pid);
  return pid > 0 ? fmt::format(" (pid {})", pid) : "";
}

void WriteHolder(const Fd& fd) {
  const std::string pid = fmt::format("{}\n", getpid());
  // The pid is for the message alone: without it the lock holds as well.
  if (ftruncate(fd.get(), 0) == 0) {
    [[maybe_unused]] const ssize_t written =
        pwrite(fd.get(), pid.data(), pid.size(), 0);
  }
}

struct Attempt {
  Fd fd;               // none: another process holds the lock
  std::string holder;  // which
};

Attempt TryLock(const std::filesystem::path& path) {
  Fd fd;
  do {
    fd = OpenOrCreate(path);
    if (!IsRegular(fd)) {
      errno = EINVAL;
      ThrowNoLock(path);
    }
    if (flock(fd.get(), LOCK_EX | LOCK_NB) != 0) {
      if (errno != EWOULDBLOCK) ThrowNoLock(path);
      return {.holder = Holder(fd)};
    }
  } while (!IsStillThere(fd, path));
  WriteHolder(fd);
  return {.fd = std::move(fd)};
}

std::filesystem::path LockFile(std::string_view id,
                               const std::filesystem::path& folder) {
  return folder / fmt::format("helm-bench-{}.lock", FileName(id));
}

}  // namespace

ClusterLock::ClusterLock(std::string_view id,
                         const std::filesystem::path& folder)
    : path_(LockFile(id, folder)) {
  Attempt attempt = TryLock(path_);
  if (attempt.fd.get() < 0) {
    throw Error(
        "another run{} is using this cluster: two at once would spoil both; "
        "wait for it or end it",
        attempt.holder);
  }
  fd_ = std::move(attempt.fd);
}

std::optional<ClusterLock> ClusterLock::Await(
    std::string_view id, const std::stop_token& stop,
    const std::filesystem::path& folder) {
  constexpr std::chrono::milliseconds kBetweenLooks(50);
  const std::filesystem::path path = LockFile(id, folder);
  while (!stop.stop_requested()) {
    Attempt attempt = TryLock(path);
    if (attempt.fd.get() >= 0) return ClusterLock(path, std::move(attempt.fd));
    Pause(stop, kBetweenLooks);
  }
  return std::nullopt;
}

// Removed while it is held, so nobody can be holding what is removed. In /tmp
// a file of another user's stays; that is no harm.
ClusterLock::~ClusterLock() {
  if (fd_.get() >= 0) unlink(path_.c_str());
}

std::string LocalClusterId(std::string_view kind, std::string_view name,
                           const std::filesystem::path& folder) {
  return fmt::format("{}-{}-{:x}", kind, name,
                     std::hash<std::string>{}(folder.string()));
}

}  // namespace bench
