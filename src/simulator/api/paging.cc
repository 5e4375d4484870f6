#include "simulator/api/paging.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <tuple>
#include <utility>

#include "kubernetes/base64.h"
#include "simulator/objects/api_error.h"

namespace bench {
namespace {

using nlohmann::json;

std::string PlaceOf(const StoredObject& object) {
  // The zero sorts before all that names are made of, as the store does.
  return object.metadata().value("namespace", "") + '\0' +
         object.metadata().value("name", "");
}

constexpr std::string_view kUrlAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

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

ApiError BadToken(const std::string& why) {
  return BadRequest("invalid continue token: continue key is not valid: " +
                    why);
}

// Where the page before this one ended, and at which revision.
std::pair<std::string, std::uint64_t> ReadToken(std::string text) {
  const auto bad = text.find_first_not_of(kUrlAlphabet);
  if (bad != std::string::npos) {
    throw BadToken(fmt::format("illegal base64 data at input byte {}", bad));
  }
  std::ranges::replace(text, '-', '+');
  std::ranges::replace(text, '_', '/');
  text.resize((text.size() + 3) / 4 * 4, '=');
  const auto decoded = DecodeBase64(text);
  const json token = json::parse(decoded.value_or(""), nullptr,
                                 /*allow_exceptions=*/false);
  if (!token.is_object() || !token.contains("start") ||
      !token.at("start").is_string() || !token.contains("rv") ||
      !token.at("rv").is_number_unsigned()) {
    throw BadToken("it is not one of this server's");
  }
  return {token.at("start"), token.at("rv")};
}

std::optional<std::uint64_t> ParseNumber(const std::string& text) {
  std::uint64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || rest != end) return std::nullopt;
  return number;
}

std::uint64_t ReadLimit(const ApiRequest& request) {
  const std::string text = request.Query("limit");
  if (text.empty()) return 0;
  if (const auto number = ParseNumber(text)) return *number;
  throw BadRequest(
      fmt::format("strconv.ParseInt: parsing \"{}\": invalid syntax", text));
}

void CheckRevision(std::uint64_t wanted, std::uint64_t revision) {
  if (wanted <= revision) return;
  const std::string message = fmt::format(
      "Timeout: Too large resource version: {}, current: {}", wanted, revision);
  const json causes =
      json::array({{{"reason", "ResourceVersionTooLarge"},
                    {"message", "Too large resource version"}}});
  throw ApiError(504, "Timeout", message,
                 {{"causes", causes}, {"retryAfterSeconds", 1}});
}

}  // namespace

Page ReadPage(const Store& store, const Kind& kind, const ApiRequest& request) {
  CheckListOptions(request);
  const Selector selector(kind, request.Query("labelSelector"),
                          request.Query("fieldSelector"));
  CheckRevision(ReadRevision(request, 400, "invalid resource version: "),
                store.revision());
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

std::uint64_t ReadRevision(const ApiRequest& request, int code,
                           const char* words) {
  const std::string text = request.Query("resourceVersion");
  if (text.empty()) return 0;
  if (const auto number = ParseNumber(text)) return *number;
  throw ApiError(code, code == 400 ? "BadRequest" : "",
                 fmt::format("{}resourceVersion: Invalid value: \"{}\": "
                             "strconv.ParseUint: parsing \"{}\": invalid "
                             "syntax",
                             words, text, text),
                 nullptr);
}

void CheckListOptions(const ApiRequest& request) {
  const bool watches = request.verb == "watch";
  const std::string match = request.Query("resourceVersionMatch");
  const std::string version = request.Query("resourceVersion");
  const std::string initial = request.Query("sendInitialEvents");
  std::vector<FieldError> errors;
  const auto forbid = [&](const char* field, const std::string& why) {
    errors.push_back({"FieldValueForbidden", field, "Forbidden: " + why});
  };
  if (!request.Query("continue").empty() && !version.empty() &&
      version != "0") {
    throw BadRequest(
        "specifying resource version is not allowed when using continue");
  }
  if (!watches && !match.empty() && version.empty()) {
    forbid("resourceVersionMatch",
           "resourceVersionMatch is forbidden unless resourceVersion is "
           "provided");
  }
  if (!watches && !initial.empty()) {
    forbid("sendInitialEvents", "sendInitialEvents is forbidden for list");
  }
  if (watches && !initial.empty() && match != "NotOlderThan") {
    forbid("resourceVersionMatch",
           "sendInitialEvents requires setting resourceVersionMatch to "
           "NotOlderThan");
  }
  if (!errors.empty()) throw InvalidOptions("ListOptions", errors);
}

}  // namespace bench
