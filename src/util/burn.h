#pragma once

namespace bench {

/// CPU time, user and system, that this thread has used since it began.
double ThreadCpuSeconds();

/// Works at nothing until ThreadCpuSeconds() has come to `target_s`.
void BurnCpuUntil(double target_s);

}  // namespace bench
