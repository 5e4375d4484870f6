#include "cli/interruptible.h"

#include <fmt/format.h>

#include <cstdio>

#include "cli/exit_status.h"
#include "util/error.h"
#include "util/print.h"
#include "util/printable.h"

namespace bench {

int SignalStatus(int signal) { return kSignalBase + signal; }

int Interruptible(const Interrupt& interrupt,
                  const std::function<int()>& work) {
  try {
    return work();
  } catch (const Error& error) {
    if (interrupt.signal() == 0 && !interrupt.timed_out()) throw;
    Print(stderr,
          fmt::format("bench: interrupted: {}\n", Printable(error.what())));
    return interrupt.timed_out() ? kTimeout : SignalStatus(interrupt.signal());
  }
}

}  // namespace bench
