#pragma once

#include <list>
#include <map>
#include <memory>
#include <string>

#include "simulator/api/api_request.h"
#include "simulator/api/selector.h"
#include "simulator/cost/event_loop.h"
#include "simulator/http/http_server.h"
#include "simulator/objects/kinds.h"
#include "simulator/objects/store.h"

namespace bench {

/// All watches that are open: each gets what changes in its part of the store.
class Watches {
 public:
  Watches(Store& store, EventLoop& loop);

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
  EventLoop& loop_;
  std::map<std::string, std::list<std::shared_ptr<Watch>>, std::less<>> open_;
};

}  // namespace bench
