#include "simulator/api/watches.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "simulator/api/paging.h"
#include "simulator/api/render.h"
#include "simulator/objects/api_error.h"
#include "util/text.h"

namespace bench {
namespace {

using nlohmann::json;

// Real ones last between this and twice as long.
constexpr double kLongest = 1800;

double TimeoutOf(const ApiRequest& request) {
  const std::string text = request.Query("timeoutSeconds");
  if (text.empty()) return kLongest;
  const auto seconds = ParseNumber<int>(text);
  if (!seconds) {
    throw BadRequest(fmt::format("invalid timeoutSeconds: \"{}\"", text));
  }
  return *seconds > 0 ? *seconds : kLongest;
}

// The last state of what a watcher no longer sees, at the revision of the
// change that took it away.
std::string RenderDeparture(const Kind& kind, const Change& change, Form form) {
  if (change.type == Change::Type::kDeleted || !change.previous) {
    return RenderObject(kind, *change.object, form);
  }
  json last = change.previous->value();
  last["metadata"]["resourceVersion"] = std::to_string(change.revision);
  return RenderObject(kind, StoredObject(std::move(last)), form);
}

}  // namespace

Watches::Watches(Store& store, EventLoop& loop) : store_(store), loop_(loop) {
  store_.Subscribe([this](const Change& change) { Deliver(change); });
}

void Watches::Open(const Kind& kind, const ApiRequest& request, Form form,
                   const std::shared_ptr<HttpExchange>& exchange) {
  auto watch = std::make_shared<Watch>();
  watch->kind = kind;
  watch->ns = request.ns;
  std::string fields = request.Query("fieldSelector");
  if (!request.name.empty()) {
    fields += (fields.empty() ? "" : ",") + ("metadata.name=" + request.name);
  }
  watch->selector = Selector(kind, request.Query("labelSelector"), fields);
  watch->form = form;
  watch->bookmarks = request.Flag("allowWatchBookmarks");
  watch->exchange = exchange;
  const double timeout_s = TimeoutOf(request);
  Start(*watch, request);
  open_[kind.Storage()].push_back(watch);
  // The watch holds the exchange, so the exchange must not hold the watch.
  exchange->OnClosed([this, weak = std::weak_ptr(watch)] {
    if (const auto closed = weak.lock()) Close(closed);
  });
  loop_.After(timeout_s, [this, weak = std::weak_ptr(watch)] {
    const auto ending = weak.lock();
    if (!ending || ending->ended) return;
    if (ending->bookmarks) {
      ending->exchange->Write(
          RenderBookmark(ending->kind, store_.revision(), ending->form, false));
    }
    ending->exchange->End();
    Close(ending);
  });
}

void Watches::Start(Watch& watch, const ApiRequest& request) {
  CheckListOptions(request);
  const std::string initial = request.Query("sendInitialEvents");
  const std::uint64_t since = ReadRevision(request, 500);
  if (initial == "true" || (since == 0 && initial.empty())) {
    watch.exchange->Begin(200, "application/json");
    SendExisting(watch);
    if (initial == "true" && watch.bookmarks) {
      watch.exchange->Write(
          RenderBookmark(watch.kind, store_.revision(), watch.form, true));
    }
    return;
  }
  const auto changes = store_.Since(watch.kind.Storage(),
                                    since == 0 ? store_.revision() : since);
  watch.exchange->Begin(200, "application/json");
  if (!changes) {
    const ApiError gone = Gone(fmt::format("too old resource version: {} ({})",
                                           since, store_.revision()));
    watch.exchange->Write(RenderEvent("ERROR", gone.body()));
    watch.exchange->End();
    watch.ended = true;
    return;
  }
  for (const Change& change : *changes) Send(watch, change);
}

void Watches::SendExisting(Watch& watch) {
  for (const ObjectPtr& object : store_.List(watch.kind.Storage(), watch.ns)) {
    if (!watch.selector.Matches(object->value())) continue;
    watch.exchange->Write(
        RenderEvent("ADDED", RenderObject(watch.kind, *object, watch.form)));
  }
}

void Watches::Deliver(const Change& change) {
  const auto found = open_.find(change.key.resource);
  if (found == open_.end()) return;
  for (const auto& watch : found->second) {
    if (!watch->ended) Send(*watch, change);
  }
}

// Seen through a selector, a change may be an arrival or a departure.
void Watches::Send(Watch& watch, const Change& change) {
  if (!watch.ns.empty() && change.key.ns != watch.ns) return;
  const bool before =
      change.previous && watch.selector.Matches(change.previous->value());
  const bool now = change.type != Change::Type::kDeleted &&
                   watch.selector.Matches(change.object->value());
  if (now) {
    watch.exchange->Write(
        RenderEvent(before ? "MODIFIED" : "ADDED",
                    RenderObject(watch.kind, *change.object, watch.form)));
  } else if (before) {
    watch.exchange->Write(RenderEvent(
        "DELETED", RenderDeparture(watch.kind, change, watch.form)));
  }
}

// Later, since it may be asked for while the list is being walked.
void Watches::Close(const std::shared_ptr<Watch>& watch) {
  if (watch->ended) return;
  watch->ended = true;
  loop_.After(0, [this, watch] { open_[watch->kind.Storage()].remove(watch); });
}

}  // namespace bench
