#include <fmt/format.h>

#include <csignal>
#include <cstdio>
#include <exception>
#include <iostream>
#include <string>
#include <system_error>

#include "analysis/results_together.h"
#include "cli/exit_status.h"
#include "cli/options.h"
#include "util/error.h"
#include "util/last_error.h"
#include "util/print.h"
#include "util/printable.h"
#include "util/short_reason.h"

namespace bench {
namespace {

int Fail(int status, const std::string& words) {
  Print(stderr, fmt::format("bench: error: {}\n",
                            Printable(ShortReason(words, kLongestLine))));
  return status;
}

int RunProgram(int argc, char** argv) {
  try {
    const auto options = ParseOptions(argc, argv, std::cout);
    const int status = options ? options->action(*options) : kMeasured;
    if (Print(stdout, "") || status != kMeasured) return status;
    const std::error_code error = LastError();
    if (ReaderIsGone(error)) return status;
    return Fail(kFailed, "stdout cannot be written: " + error.message());
  } catch (const RunError& error) {
    return Fail(kFailed, error.what());
  } catch (const UnlikeError& error) {
    return Fail(kUnlike, error.what());
  } catch (const Error& error) {
    return Fail(kUsage, error.what());
  } catch (const std::system_error& error) {
    return Fail(kFailed, error.what());
  } catch (const std::exception& error) {
    return Fail(kFailed, fmt::format("{} [this is a bug]", error.what()));
  }
}

}  // namespace
}  // namespace bench

int main(int argc, char** argv) {
  // A reader that has gone away (| head, an API server) is an error of that
  // write, not the end of the program. Children get the default back.
  std::signal(SIGPIPE, SIG_IGN);
  // So is a limit on the size of files (ulimit -f).
  std::signal(SIGXFSZ, SIG_IGN);
  // Whoever started us may not wait for its children; we do, and where this is
  // ignored the kernel keeps no exit codes.
  std::signal(SIGCHLD, SIG_DFL);
  return bench::RunProgram(argc, argv);
}
