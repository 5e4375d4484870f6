#pragma once

#include <list>
#include <map>
#include <memory>
#include <string>

#include "simulator/api_request.h"
#include "simulator/http_server.h"
#include "simulator/kinds.h"
#include "simulator/scheduler.h"
#include "simulator/selector.h"
#include "simulator/store.h"

namespace bench {

/// All watches that are open: each gets what changes in its part of the store.
class Watches {
 public:
  Watches(Store& store, Scheduler& scheduler);

  /// Opens one as the query says: from a resourceVersion, or with everything
  /// that is there first. Throws ApiError where it cannot be.
  void Open(const Kind& kind, const ApiRequest& request, Form form,
            const std::shared_ptr<HttpExchange>& exchange);

 private:
  struct Watch {
    Kind kind;  // of its own: a custom kind may go while it is watched
    std::string ns;
    Selector selector;
    Form form = Form::kWhole;
    bool bookmarks = false;
    bool ended = false;
    std::shared_ptr<HttpExchange> exchange;
  };

  void Start(Watch& watch, const ApiRequest& request);
  void SendExisting(Watch& watch);
  void Deliver(const Change& change);
  static void Send(Watch& watch, const Change& change);
  void Close(const std::shared_ptr<Watch>& watch);

  Store& store_;
  Scheduler& scheduler_;
  std::map<std::string, std::list<std::shared_ptr<Watch>>, std::less<>> open_;
};

}  // namespace bench
