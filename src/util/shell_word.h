#pragma once

#include <string>
#include <string_view>

namespace bench {

/// `word` as a POSIX shell reads it: as it is where that is safe, else in
/// single quotes.
std::string ShellWord(std::string_view word);

}  // namespace bench
