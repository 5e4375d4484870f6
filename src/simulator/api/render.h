#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>
#include <string_view>

#include "simulator/api/api_request.h"
#include "simulator/objects/kinds.h"
#include "simulator/objects/store.h"

namespace bench {

/// Objects as answers have them: JSON text, in the version and form that were
/// asked for.
std::string RenderObject(const Kind& kind, const StoredObject& object,
                         Form form);

struct ListMeta {
  std::uint64_t revision = 0;
  std::string next;  // the token for the next page; empty: this was the last
  std::size_t remaining = 0;  // objects after this page, where known
};
std::string RenderList(const Kind& kind, std::span<const ObjectPtr> objects,
                       const ListMeta& meta, Form form);

/// A line of a watch. `type`: ADDED, MODIFIED, DELETED, ERROR.
std::string RenderEvent(std::string_view type, std::string_view object);

/// What tells a watcher how far it has seen everything.
std::string RenderBookmark(const Kind& kind, std::uint64_t revision, Form form,
                           bool initial_events_end);

}  // namespace bench
