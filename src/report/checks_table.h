#pragma once

#include <span>

#include "report/text_table.h"
#include "threshold/check_result.h"

namespace bench {

/// One row a threshold, and what became of it.
TextTable ChecksTable(std::span<const CheckResult> checks);

}  // namespace bench
