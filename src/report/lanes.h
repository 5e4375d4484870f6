#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "stats/concurrency.h"

namespace bench {

/// On which lane, from 0, each task is drawn so that no two overlap: the lowest
/// one that is free when it starts. As many lanes as tasks were at work at
/// once; which worker had which task no result tells.
std::vector<std::size_t> Lanes(std::span<const BusyTime> tasks);

}  // namespace bench
