#include "uninstaller/native/retry.h"

#include <algorithm>

namespace bench {
namespace {

using std::chrono::milliseconds;

// client-go's rest.Request: the tenth answer is the last.
constexpr int kAsOftenAsItLikes = 10;
constexpr int kConflicts = 5;
constexpr milliseconds kConflictPause{10};
constexpr int kBroken = 3;
constexpr milliseconds kBrokenPause{50};

bool EtcdChangesLeader(const Response& response) {
  return response.body.find("etcdserver: leader changed") !=
             std::string::npos ||
         response.body.find("raft proposal dropped") != std::string::npos;
}

}  // namespace

std::optional<milliseconds> PauseBeforeRetry(const Request& request,
                                             const Response& response,
                                             int attempt) {
  const int status = response.status;
  if (status == 429 || (status >= 500 && response.retry_after.count() > 0)) {
    if (attempt > kAsOftenAsItLikes) return std::nullopt;
    return std::max<milliseconds>(response.retry_after, kConflictPause);
  }
  if (status >= 500 && EtcdChangesLeader(response) && attempt == 1) {
    return milliseconds(0);
  }
  if (status == 409 && request.method == "DELETE") {
    if (attempt >= kConflicts) return std::nullopt;
    return kConflictPause;
  }
  if (status == 0 || status >= 500) {
    if (attempt > kBroken) return std::nullopt;
    return kBrokenPause * (1 << (attempt - 1));
  }
  return std::nullopt;
}

}  // namespace bench
