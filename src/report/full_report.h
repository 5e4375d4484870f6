#pragma once

#include <span>
#include <string>
#include <vector>

#include "analysis/analysis.h"
#include "report/document.h"

namespace bench {

/// All that a page or a post says of an analysis, in plain words that are never
/// more certain than the statistics. `drawings`: its pictures, each of which
/// stands in the section that it belongs to. `missing`: why some could not be
/// drawn; empty: all were. `others`: of further sizes, which the figures are
/// not about; what must be known of them stands first too, each with its size,
/// and how to repeat them last.
Document FullReport(const Analysis& analysis, std::vector<Drawing> drawings,
                    const std::string& missing = "",
                    std::span<const Analysis> others = {});

}  // namespace bench
