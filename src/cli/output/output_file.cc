#include "cli/output/output_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>

#include "util/atomic_file.h"
#include "util/error.h"
#include "util/fd.h"
#include "util/last_error.h"
#include "util/print.h"

namespace bench {
namespace {

namespace fs = std::filesystem;

// By whatever names and links; also of files that are not there yet.
bool SameFile(const fs::path& a, const fs::path& b) {
  if (a == kStdout || b == kStdout) return a == b;
  if (IsStream(a)) return false;
  std::error_code error;
  if (fs::equivalent(a, b, error)) return true;
  // Absolute before: one that is not there would stay relative.
  const fs::path real = fs::weakly_canonical(fs::absolute(a, error), error);
  return !real.empty() &&
         real == fs::weakly_canonical(fs::absolute(b, error), error);
}

std::error_code WriteToStream(int fd, std::string_view text) {
  const std::error_code error = WriteAndSync(fd, text);
  return ReaderIsGone(error) ? std::error_code() : error;
}

}  // namespace

bool IsStream(const fs::path& path) {
  std::error_code ignored;
  const fs::file_status status = fs::status(path, ignored);
  return fs::exists(status) && !fs::is_regular_file(status);
}

std::string Obstacle(const fs::path& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (fs::is_directory(status)) return "is a folder; name a file in it";
  if (fs::exists(status)) {
    if (access(path.c_str(), W_OK) != 0) return LastError().message();
    if (!fs::is_regular_file(status)) return "";
  } else if (status.type() != fs::file_type::not_found) {
    return error.message();
  }
  const fs::path parent = path.parent_path();
  const fs::path folder = parent.empty() ? "." : parent;
  if (!fs::is_directory(folder, error)) {
    return fmt::format("there is no folder {}; make it first", folder.string());
  }
  // Only trying tells: what root may do, for one, no permissions say.
  std::string probe = path.string() + ".XXXXXX";
  const Fd file(mkstemp(probe.data()));
  if (file.get() < 0) return LastError().message();
  unlink(probe.c_str());
  return "";
}

void CheckOutputs(const std::vector<Output>& outputs,
                  const std::vector<fs::path>& inputs) {
  for (auto output = outputs.begin(); output != outputs.end(); ++output) {
    const std::string words =
        fmt::format("{} {}", output->asked_by, output->path.string());
    for (const fs::path& input : inputs) {
      // What is shipped, "post", is given by its name alone.
      std::error_code ignored;
      if (!fs::exists(input, ignored) || !SameFile(output->path, input)) {
        continue;
      }
      throw Error("{}: would write over {}, which it is made of; name another",
                  words, input.string());
    }
    const auto other =
        std::find_if(outputs.begin(), output, [&](const Output& earlier) {
          return SameFile(output->path, earlier.path);
        });
    if (other != output) {
      throw Error("{}: {} goes there already", words, other->asked_by);
    }
  }
}

std::error_code WriteTo(const fs::path& path, std::string_view text) {
  if (path == kStdout) return WriteToStream(STDOUT_FILENO, text);
  if (IsStream(path)) {
    const Fd file(open(path.c_str(), O_WRONLY | O_CLOEXEC));
    return file.get() < 0 ? LastError() : WriteToStream(file.get(), text);
  }
  // A link stays one: what it leads to is written.
  std::error_code error;
  const fs::path real = fs::weakly_canonical(path, error);
  return error ? error : WriteWhole(real, text);
}

}  // namespace bench
