#include <fmt/format.h>

#include <csignal>
#include <cstdio>
#include <exception>
#include <iostream>

#include "cli/app.h"
#include "cli/exit_status.h"
#include "cli/options.h"
#include "cli/result_files.h"
#include "report/printable.h"
#include "util/error.h"

int main(int argc, char** argv) {
  // A reader that has gone away (| head, an API server) is an error of that
  // write, not the end of the program. Children get the default back.
  std::signal(SIGPIPE, SIG_IGN);
  try {
    const auto options = bench::ParseOptions(argc, argv, std::cout);
    return options ? bench::RunApp(*options) : bench::kMeasured;
  } catch (const bench::RunError& error) {
    fmt::print(stderr, "bench: error: {}\n", bench::Printable(error.what()));
    return bench::kFailed;
  } catch (const bench::UnlikeError& error) {
    fmt::print(stderr, "bench: error: {}\n", bench::Printable(error.what()));
    return bench::kUnlike;
  } catch (const bench::Error& error) {
    fmt::print(stderr, "bench: error: {}\n", bench::Printable(error.what()));
    return bench::kUsage;
  } catch (const std::exception& error) {
    fmt::print(stderr, "bench: error: {} [this is a bug]\n", error.what());
    return bench::kFailed;
  }
}
