#pragma once

#include <string>
#include <vector>

namespace bench {

/// Rows of as many cells each, one a line, columns two blanks apart. The first
/// column is aligned at its left, the others at their right.
std::string AlignNumbers(const std::vector<std::vector<std::string>>& rows);

/// All columns at their left.
std::string AlignLeft(const std::vector<std::vector<std::string>>& rows);

}  // namespace bench
