#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace bench {

/// What a report, a step summary and a terminal have room for of what a program
/// said of its failure, in bytes: some print hundreds of kilobytes.
inline constexpr std::size_t kLongestReason = 1000;
/// The same of a whole line of ours, which may hold a list.
inline constexpr std::size_t kLongestLine = 8000;

/// The beginning and the end of `words`, and between them how much is left out,
/// together at most so many bytes; as they are where they are no longer. What a
/// program says last is often the cause. No character is cut through.
std::string ShortReason(std::string_view words,
                        std::size_t most = kLongestReason);

/// The first of `names`, at most so many and as far as there is room, then how
/// many there are besides: "312 more, in the result file".
std::vector<std::string> FirstOf(const std::vector<std::string>& names,
                                 std::size_t most);

}  // namespace bench
