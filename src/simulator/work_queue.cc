#include "simulator/work_queue.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "simulator/api_error.h"

namespace bench {

WorkQueue::WorkQueue(Scheduler& scheduler, double delay_s, Reconcile reconcile)
    : scheduler_(scheduler),
      delay_s_(delay_s),
      reconcile_(std::move(reconcile)) {}

void WorkQueue::AddAfter(double delay_s, const Key& key) {
  if (!waiting_.insert(key).second) return;
  scheduler_.After(delay_s, [this, key] {
    waiting_.erase(key);
    try {
      reconcile_(key);
    } catch (const ApiError&) {
    } catch (const nlohmann::json::exception&) {
    }
  });
}

}  // namespace bench
