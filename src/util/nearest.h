#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace bench {

/// The candidate that `word` was most likely meant to be: fewest letters to
/// insert, delete, replace or swap with their neighbour. Nothing when even that
/// one differs in more than a third of its letters; the first of several.
std::optional<std::string> Nearest(std::string_view word,
                                   std::span<const std::string> candidates);

/// The end of a message about an unknown name: `: did you mean "NEAREST"?`, or
/// empty when no candidate is near.
std::string DidYouMean(std::string_view word,
                       std::span<const std::string> candidates);

}  // namespace bench
