#pragma once

#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <string_view>

namespace bench {

/// Called for an element that has been read whole; `so_far` is the document
/// before it. True: taken, and not kept in the document.
using TakePart = std::function<bool(const nlohmann::ordered_json& so_far,
                                    const nlohmann::ordered_json& element)>;

/// Parses a JSON text in which one array is nearly all: the elements of the
/// array under `key` of the outermost object need not be kept. A document of
/// 60 MB would take half a gigabyte, and making and freeing that most of the
/// time. Throws the library's own exception.
nlohmann::ordered_json ParseInParts(std::string_view text, std::string_view key,
                                    const TakePart& take);

}  // namespace bench
