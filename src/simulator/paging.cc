#include "simulator/paging.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "kubernetes/base64.h"
#include "simulator/api_error.h"

namespace bench {
namespace {

using nlohmann::json;

std::string PlaceOf(const StoredObject& object) {
  // The zero sorts before all that names are made of, as the store does.
  return object.metadata().value("namespace", "") + '\0' +
         object.metadata().value("name", "");
}

std::string MakeToken(const std::string& after, std::uint64_t revision) {
  return EncodeBase64(
      json({{"v", "meta.k8s.io/v1"}, {"rv", revision}, {"start", after}})
          .dump());
}

// Where the page before this one ended, and at which revision.
std::pair<std::string, std::uint64_t> ReadToken(const std::string& text) {
  const auto decoded = DecodeBase64(text);
  const json token =
      decoded ? json::parse(*decoded, nullptr, /*allow_exceptions=*/false)
              : json();
  if (!token.is_object() || !token.contains("start") ||
      !token.at("start").is_string() || !token.contains("rv") ||
      !token.at("rv").is_number_unsigned()) {
    throw BadRequest(fmt::format(
        "continue key is not valid: {}",
        decoded ? "illegal data" : "illegal base64 data at input byte 0"));
  }
  return {token.at("start"), token.at("rv")};
}

std::uint64_t ReadNumber(const ApiRequest& request, const char* key) {
  const std::string text = request.Query(key);
  if (text.empty()) return 0;
  std::uint64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number);
  if (error == std::errc() && rest == end) return number;
  throw BadRequest(
      fmt::format("strconv.ParseInt: parsing \"{}\": invalid syntax", text));
}

void CheckRevision(std::uint64_t wanted, std::uint64_t revision) {
  if (wanted <= revision) return;
  const std::string message = fmt::format(
      "Too large resource version: {}, current: {}", wanted, revision);
  const json causes =
      json::array({{{"reason", "ResourceVersionTooLarge"},
                    {"message", "Too large resource version"}}});
  throw ApiError(504, "Timeout", message,
                 {{"causes", causes}, {"retryAfterSeconds", 1}});
}

}  // namespace

Page CutPage(std::vector<ObjectPtr> objects, const ApiRequest& request,
             std::uint64_t revision) {
  CheckRevision(ReadNumber(request, "resourceVersion"), revision);
  Page page;
  page.meta.revision = revision;
  if (const std::string token = request.Query("continue"); !token.empty()) {
    const auto [after, since] = ReadToken(token);
    page.meta.revision = since;
    std::erase_if(objects, [&](const ObjectPtr& object) {
      return PlaceOf(*object) <= after;
    });
  }
  const std::uint64_t limit = ReadNumber(request, "limit");
  if (limit > 0 && objects.size() > limit) {
    page.meta.next =
        MakeToken(PlaceOf(*objects[limit - 1]), page.meta.revision);
    // With a selector it cannot be known without looking.
    const bool selected = !request.Query("labelSelector").empty() ||
                          !request.Query("fieldSelector").empty();
    if (!selected) page.meta.remaining = objects.size() - limit;
    objects.resize(limit);
  }
  page.objects = std::move(objects);
  return page;
}

}  // namespace bench
