#include "simulator/api/paging.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <tuple>
#include <utility>

#include "kubernetes/base64.h"
#include "simulator/objects/api_error.h"
#include "util/text.h"

namespace bench {
namespace {

using nlohmann::json;

std::string PlaceOf(const StoredObject& object) {
  // The zero sorts before all that names are made of, as the store does.
  return object.metadata().value("namespace", "") + '\0' +
         object.metadata().value("name", "");
}

// Base64 of the kind that may stand in a URL, without padding.
std::string MakeToken(const std::string& after, std::uint64_t revision) {
  std::string token = EncodeBase64(
      json({{"v", "meta.k8s.io/v1"}, {"rv", revision}, {"start", after}})
          .dump());
  token.erase(token.find_last_not_of('=') + 1);
  std::ranges::replace(token, '+', '-');
  std::ranges::replace(token, '/', '_');
  return token;
}

// Where the page before this one ended, and at which revision.
std::pair<std::string, std::uint64_t> ReadToken(std::string text) {
  std::ranges::replace(text, '-', '+');
  std::ranges::replace(text, '_', '/');
  text.resize((text.size() + 3) / 4 * 4, '=');
  const auto decoded = DecodeBase64(text);
  const json token = json::parse(decoded.value_or(""), nullptr,
                                 /*allow_exceptions=*/false);
  if (!token.is_object() || !token.contains("start") ||
      !token.at("start").is_string() || !token.contains("rv") ||
      !token.at("rv").is_number_unsigned()) {
    throw BadRequest("invalid continue token");
  }
  return {token.at("start"), token.at("rv")};
}

std::uint64_t ReadLimit(const ApiRequest& request) {
  const std::string text = request.Query("limit");
  if (text.empty()) return 0;
  if (const auto number = ParseNumber<std::uint64_t>(text)) return *number;
  throw BadRequest(fmt::format("invalid limit: \"{}\"", text));
}

void CheckRevision(std::uint64_t wanted, std::uint64_t revision) {
  if (wanted <= revision) return;
  throw ApiError(504, "Timeout",
                 fmt::format("Too large resource version: {}, current: {}",
                             wanted, revision),
                 nullptr);
}

}  // namespace

Page ReadPage(const Store& store, const Kind& kind, const ApiRequest& request) {
  CheckListOptions(request);
  const Selector selector(kind, request.Query("labelSelector"),
                          request.Query("fieldSelector"));
  CheckRevision(ReadRevision(request, 400), store.revision());
  const std::uint64_t limit = ReadLimit(request);
  Page page;
  page.meta.revision = store.revision();
  std::string after;
  std::vector<ObjectPtr> objects;
  if (const std::string token = request.Query("continue"); !token.empty()) {
    std::tie(after, page.meta.revision) = ReadToken(token);
    auto then = store.ListAt(kind.Storage(), request.ns, page.meta.revision);
    if (!then) {
      throw Gone(
          "The provided continue parameter is too old to display a "
          "consistent list result.");
    }
    objects = std::move(*then);
  } else {
    objects = store.List(kind.Storage(), request.ns);
  }
  for (auto it = objects.begin(); it != objects.end(); ++it) {
    if (!after.empty() && PlaceOf(**it) <= after) continue;
    if (limit > 0 && page.objects.size() == limit) {
      page.meta.next =
          MakeToken(PlaceOf(*page.objects.back()), page.meta.revision);
      // With a selector it cannot be known without looking.
      if (selector.IsEmpty()) {
        page.meta.remaining = static_cast<std::size_t>(objects.end() - it);
      }
      break;
    }
    if (selector.Matches((*it)->value())) page.objects.push_back(*it);
  }
  return page;
}

std::uint64_t ReadRevision(const ApiRequest& request, int code) {
  const std::string text = request.Query("resourceVersion");
  if (text.empty()) return 0;
  if (const auto number = ParseNumber<std::uint64_t>(text)) return *number;
  throw ApiError(code, code == 400 ? "BadRequest" : "",
                 fmt::format("invalid resource version: \"{}\"", text),
                 nullptr);
}

void CheckListOptions(const ApiRequest& request) {
  const bool watches = request.verb == "watch";
  const std::string match = request.Query("resourceVersionMatch");
  const std::string version = request.Query("resourceVersion");
  const std::string initial = request.Query("sendInitialEvents");
  if (!request.Query("continue").empty() && !version.empty() &&
      version != "0") {
    throw BadRequest("continue does not go together with a resourceVersion");
  }
  // A list may name a match only with its version, and has no initial events; a
  // watch that wants those names their match.
  const bool fits =
      watches ? initial.empty() || match == "NotOlderThan"
              : initial.empty() && (match.empty() || !version.empty());
  if (fits) return;
  throw InvalidOptions("ListOptions",
                       {{"FieldValueForbidden", "resourceVersionMatch",
                         "Forbidden: it does not fit resourceVersion, "
                         "sendInitialEvents and watch"}});
}

}  // namespace bench
