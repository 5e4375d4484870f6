#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "simulator/objects/kinds.h"

namespace bench {

/// The answer to a review (kubectl auth): who asks, what a token is good for,
/// what somebody may do. There is one user, of the group system:masters, who
/// may do everything; of others only that group's members may do anything,
/// since roles and their bindings are kept and never looked at. `ns`: of the
/// request's path; `token`: the user's. Throws ApiError: the review asks
/// nothing, or two things.
std::string AnswerReview(const Kind& kind, const nlohmann::json& review,
                         std::string_view ns, std::string_view token);

}  // namespace bench
