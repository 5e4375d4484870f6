#pragma once

#include <chrono>
#include <optional>

#include "kubernetes/api.h"

namespace bench {

/// How long to wait before a request is sent again whose `attempt`, from 1, was
/// answered so; nothing: it is not. As client-go and helm below it: 429, and
/// what the server wants later (Retry-After), ten times, its own words of a
/// change of leader in etcd once at once, a conflict of two writers five
/// times. Beyond them also a connection that broke and an error of the server's
/// that it gives no time for, three times each: every request of an uninstall
/// may be sent twice.
std::optional<std::chrono::milliseconds> PauseBeforeRetry(
    const Request& request, const Response& response, int attempt);

}  // namespace bench
