#include "simulator/controllers/work_queue.h"

#include <memory>
#include <nlohmann/json.hpp>
#include <utility>

#include "simulator/objects/api_error.h"

namespace bench {

WorkQueue::WorkQueue(EventLoop& loop, double delay_s, Reconcile reconcile)
    : loop_(loop), delay_s_(delay_s), reconcile_(std::move(reconcile)) {}

void WorkQueue::AddAfter(double delay_s, const Key& key) {
  if (!waiting_.insert(key).second) return;
  loop_.After(delay_s, [this, key] {
    waiting_.erase(key);
    // Somebody was faster, or an object is not as it should be: as in the real
    // controllers, the next change of it is the next try.
    try {
      reconcile_(key);
    } catch (const ApiError&) {
      return;
    } catch (const nlohmann::json::exception&) {
      return;
    }
  });
}

void StartController(Rest& rest, EventLoop& loop, double delay_s,
                     std::function<void(Rest&, const Change&, WorkQueue&)> note,
                     std::function<void(Rest&, const Key&)> reconcile) {
  const auto queue = std::make_shared<WorkQueue>(
      loop, delay_s, [&rest, reconcile = std::move(reconcile)](const Key& key) {
        reconcile(rest, key);
      });
  rest.store().Subscribe(
      [&rest, queue, note = std::move(note)](const Change& change) {
        note(rest, change, *queue);
      });
}

}  // namespace bench
