#pragma once

#include <optional>
#include <string_view>

#include "kubernetes/api.h"

namespace bench {

/// How long the API server has worked on requests since it was started, all
/// added up, seconds: its metric apiserver_request_duration_seconds_sum, as far
/// as it can be of helm's requests. Left out are watches, which last as long as
/// their watcher likes, lists, which are mostly ours, and what a cluster's own
/// components write: subresources, and kinds that no release consists of but
/// that the kubelet and the controllers keep (who asks, the metric does not
/// tell). Empty: it has no such metric, or we may not see it.
std::optional<double> ReadRequestSeconds(Api& api);

/// The same of the text of /metrics (Prometheus' exposition format).
std::optional<double> ParseRequestSeconds(std::string_view metrics);

}  // namespace bench
