#pragma once

#include <optional>
#include <string_view>

#include "kubernetes/api.h"

namespace bench {

/// How long the API server has worked on requests since it was started, all
/// added up, seconds: its metric apiserver_request_duration_seconds_sum, of
/// anybody's requests but watches, which last as long as their watcher likes,
/// and lists, which are mostly ours. Empty: it has no such metric, or we may
/// not see it.
std::optional<double> ReadRequestSeconds(Api& api);

/// The same of the text of /metrics (Prometheus' exposition format).
std::optional<double> ParseRequestSeconds(std::string_view metrics);

}  // namespace bench
