#include "cli/terminal.h"

#include <unistd.h>

#include <cstdlib>

#include "status/make_status.h"

namespace bench {

std::unique_ptr<Status> MakeStatus(const Options& options) {
  return MakeStatus(StatusOptions{.quiet = options.quiet,
                                  .color = UseColor(options, STDERR_FILENO)});
}

bool UseColor(const Options& options, int fd) {
  if (options.color != "auto") return options.color == "always";
  // Read before any other thread is there. https://no-color.org: set and not
  // empty.
  const char* no_color =
      std::getenv("NO_COLOR");  // NOLINT(concurrency-mt-unsafe)
  if (no_color != nullptr && *no_color != '\0') return false;
  return isatty(fd) == 1;
}

}  // namespace bench
