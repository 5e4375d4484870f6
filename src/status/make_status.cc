#include <sys/ioctl.h>
#include <unistd.h>

#include "status/plain.h"
#include "status/terminal.h"
#include "util/environment.h"

namespace bench {
namespace {

// Where a terminal does not say how wide it is.
constexpr int kUsualWidth = 80;

int WidthOf(int fd) {
  winsize size{};
  const bool known = ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return known ? size.ws_col : kUsualWidth;
}

bool CanRewriteLines(int fd) {
  const auto terminal = FindVariable("TERM");
  return isatty(fd) == 1 && terminal && *terminal != "dumb";
}

}  // namespace

std::unique_ptr<Status> MakeStatus(const StatusOptions& options) {
  const int fd = fileno(options.out);
  if (options.quiet || !CanRewriteLines(fd)) {
    return std::make_unique<PlainStatus>(options.out, options.quiet);
  }
  return std::make_unique<TerminalStatus>(options.out, options.color,
                                          [fd] { return WidthOf(fd); });
}

}  // namespace bench
