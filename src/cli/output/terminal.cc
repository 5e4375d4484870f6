#include "cli/output/terminal.h"

#include <fmt/format.h>
#include <unistd.h>

#include <system_error>

#include "status/status.h"
#include "util/environment.h"
#include "util/last_error.h"
#include "util/print.h"

namespace bench {

std::unique_ptr<Status> MakeStatus(const Options& options) {
  return MakeStatus(StatusOptions{.quiet = options.quiet,
                                  .color = UseColor(options, STDERR_FILENO)});
}

bool UseColor(const Options& options, int fd) {
  if (options.color != "auto") return options.color == "always";
  // https://no-color.org: set and not empty.
  if (!Variable("NO_COLOR").empty()) return false;
  return isatty(fd) == 1;
}

bool Deliver(std::FILE* out, std::string_view text, Status& status) {
  if (Print(out, text)) return true;
  const std::error_code error = LastError();
  if (ReaderIsGone(error)) return true;
  status.Warn(fmt::format("{} cannot be written: {}",
                          out == stdout ? "stdout" : "stderr",
                          error.message()));
  return false;
}

}  // namespace bench
