#pragma once

#include <string_view>

namespace bench {

/// How long helm held its own requests back, seconds, as client-go says on
/// stderr, in its older or its newer words:
///   Waited for 1.18s due to client-side throttling, …
///   "Waited before sending request" delay="1.18s" reason="client-side thrott…
/// At least so long: it says so from a second on only, and at most once in ten
/// seconds (client-go's rest/request.go, globalThrottledLogger).
double ThrottledSeconds(std::string_view stderr_text);

}  // namespace bench
