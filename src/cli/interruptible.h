#pragma once

#include <functional>

#include "runner/interrupt.h"

namespace bench {

/// What the program ends with after a signal.
int SignalStatus(int signal);

/// Does `work` and returns its exit status. When a signal made it give up with
/// an Error, that is said on stderr, and the status is the signal's.
int Interruptible(const Interrupt& interrupt, const std::function<int()>& work);

}  // namespace bench
