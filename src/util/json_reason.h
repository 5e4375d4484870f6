#pragma once

#include <exception>
#include <string>

namespace bench {

/// Why a text is not the JSON that was expected, as the library has it but
/// without what only a programmer wants to know: "line 3, column 5: syntax
/// error …". Short, and in ASCII: what was read may be anything.
std::string JsonReason(const std::exception& error);

/// The same of a text that stands in line `number` of a file, to the library a
/// text of one line of its own.
std::string JsonReasonInLine(const std::exception& error, int number);

}  // namespace bench
