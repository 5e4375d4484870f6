#include "simulator/api/render.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace bench {
namespace {

using nlohmann::json;

constexpr std::string_view kPartial =
    R"({"kind":"PartialObjectMetadata","apiVersion":"meta.k8s.io/v1",)"
    R"("metadata":)";

// A quoted and escaped JSON text.
std::string Quoted(std::string_view text) { return json(text).dump(); }

// Without the kind, as lists of built-in kinds have their items.
std::string RenderItem(const Kind& kind, const StoredObject& object,
                       Form form) {
  if (form == Form::kMetadata || kind.custom) {
    return RenderObject(kind, object, form);
  }
  return object.Text();
}

}  // namespace

std::string RenderObject(const Kind& kind, const StoredObject& object,
                         Form form) {
  if (form == Form::kMetadata) {
    return fmt::format(
        "{}{}}}", kPartial,
        object.metadata().dump(-1, ' ', false, json::error_handler_t::replace));
  }
  // The text begins with the brace that this one stands for.
  return fmt::format(R"({{"kind":{},"apiVersion":{},{})", Quoted(kind.kind),
                     Quoted(kind.ApiVersion()),
                     std::string_view(object.Text()).substr(1));
}

std::string RenderList(const Kind& kind, std::span<const ObjectPtr> objects,
                       const ListMeta& meta, Form form) {
  const bool whole = form == Form::kWhole;
  std::string text = fmt::format(
      R"({{"kind":{},"apiVersion":{},"metadata":{{"resourceVersion":"{}")",
      Quoted(whole ? kind.list_kind : "PartialObjectMetadataList"),
      Quoted(whole ? kind.ApiVersion() : "meta.k8s.io/v1"), meta.revision);
  if (!meta.next.empty()) {
    text += fmt::format(R"(,"continue":{})", Quoted(meta.next));
    if (meta.remaining > 0) {
      text += fmt::format(R"(,"remainingItemCount":{})", meta.remaining);
    }
  } else if (kind.custom && whole) {
    text += R"(,"continue":"")";  // as unstructured lists are written
  }
  text += R"(},"items":[)";
  for (std::size_t i = 0; i < objects.size(); ++i) {
    if (i > 0) text += ',';
    text += RenderItem(kind, *objects[i], form);
  }
  return text + "]}";
}

std::string RenderEvent(std::string_view type, std::string_view object) {
  return fmt::format("{{\"type\":\"{}\",\"object\":{}}}\n", type, object);
}

std::string RenderBookmark(const Kind& kind, std::uint64_t revision, Form form,
                           bool initial_events_end) {
  const bool whole = form == Form::kWhole;
  json object = {{"kind", whole ? kind.kind : "PartialObjectMetadata"},
                 {"apiVersion", whole ? kind.ApiVersion() : "meta.k8s.io/v1"},
                 {"metadata", {{"resourceVersion", std::to_string(revision)}}}};
  if (initial_events_end) {
    object["metadata"]["annotations"] = {{"k8s.io/initial-events-end", "true"}};
  }
  return RenderEvent("BOOKMARK", object.dump());
}

}  // namespace bench
