#pragma once

#include "analysis/analysis.h"
#include "report/text_table.h"

namespace bench {

/// The machine, the cluster, the programs (the variants' own too) and the
/// design, a row each. Where results differ,
/// all their values; what is not known is left out.
TextTable EnvironmentTable(const Analysis& analysis);

}  // namespace bench
