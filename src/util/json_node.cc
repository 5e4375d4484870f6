#include "util/json_node.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "util/json_reason.h"
#include "util/nearest.h"

namespace bench {
namespace {

using Json = nlohmann::json;

constexpr int kMaxDepth = 64;  // the library recurses when it writes
constexpr std::size_t kMaxShown = 60;

const Json& ToJson(const void* value) {
  return *static_cast<const Json*>(value);
}

std::string Shortened(std::string text, std::size_t limit) {
  if (text.size() <= limit) return text;
  return text.substr(0, limit - 3) + "...";
}

// In ASCII only, so that it can be cut anywhere.
std::string Show(const Json& json) {
  return Shortened(json.dump(-1, ' ', true, Json::error_handler_t::replace),
                   kMaxShown);
}

Json ParseJson(std::string_view text, const std::filesystem::path& file) {
  const auto check_depth = [&](int depth, Json::parse_event_t, Json&) {
    if (depth <= kMaxDepth) return true;
    throw Error("{}: nested deeper than {} levels", file.string(), kMaxDepth);
  };
  try {
    return Json::parse(text, check_depth);
  } catch (const Json::exception& error) {
    throw Error("{}: not JSON: {}", file.string(), JsonReason(error));
  }
}

}  // namespace

struct JsonNode::Document {
  std::filesystem::path file;
  Json root;
};

JsonNode JsonNode::Parse(std::string_view text, std::filesystem::path file) {
  Json root = ParseJson(text, file);
  const auto document = std::make_shared<const Document>(
      Document{std::move(file), std::move(root)});
  return {document, &document->root, ""};
}

void JsonNode::CheckObject() const {
  if (!ToJson(value_).is_object()) Fail("expected an object, got {}", Shown());
}

void JsonNode::CheckKeys(std::span<const std::string> known) const {
  CheckObject();
  for (const auto& [key, value] : ToJson(value_).items()) {
    if (std::ranges::find(known, key) != known.end()) continue;
    Fail("unknown key {}{}", Quoted(key), DidYouMean(key, known));
  }
}

bool JsonNode::Has(const std::string& key) const {
  return ToJson(value_).contains(key);
}

JsonNode JsonNode::At(const std::string& key) const {
  const Json& json = ToJson(value_);
  const auto found = json.find(key);
  if (found == json.end()) Fail("\"{}\" is missing", key);
  return {document_, &*found, place_.empty() ? key : place_ + "." + key};
}

std::vector<JsonNode> JsonNode::Items(std::size_t least,
                                      std::size_t most) const {
  const Json& json = ToJson(value_);
  if (!json.is_array()) Fail("expected a list, got {}", Shown());
  if (json.size() < least || json.size() > most) {
    Fail("expected a list of {} to {} entries, got {}", least, most,
         json.size());
  }
  std::vector<JsonNode> items;
  for (const Json& item : json) {
    items.push_back(
        {document_, &item, fmt::format("{}[{}]", place_, items.size())});
  }
  return items;
}

std::vector<std::pair<std::string, JsonNode>> JsonNode::Members() const {
  CheckObject();
  std::vector<std::pair<std::string, JsonNode>> members;
  for (const auto& [key, value] : ToJson(value_).items()) {
    members.emplace_back(key, At(key));
  }
  return members;
}

std::string JsonNode::String() const {
  const Json& json = ToJson(value_);
  if (!json.is_string()) Fail("expected a string, got {}", Shown());
  return json.get<std::string>();
}

std::string JsonNode::Argument() const {
  std::string text = Text();
  if (text.empty()) Fail("expected a string that is not empty");
  return text;
}

std::string JsonNode::Text() const {
  std::string text = String();
  if (text.find('\0') != std::string::npos) {
    Fail("expected a string without a null character, got {}", Shown());
  }
  return text;
}

bool JsonNode::Bool() const {
  const Json& json = ToJson(value_);
  if (json.is_boolean()) return json.get<bool>();
  Fail("expected true or false, got {}", Shown());
}

int JsonNode::Integer(int least, int most) const {
  const Json& json = ToJson(value_);
  if (json.is_number()) {
    // As in JSON Schema 5.0 is an integer too.
    const double value = json.get<double>();
    if (value == std::trunc(value) && value >= least && value <= most) {
      return static_cast<int>(value);
    }
  }
  Fail("expected a whole number from {} to {}, got {}", least, most, Shown());
}

double JsonNode::Number(double least, double most,
                        std::string_view expected) const {
  const Json& json = ToJson(value_);
  if (json.is_number()) {
    const double value = json.get<double>();
    if (value >= least && value <= most) return value;
  }
  Fail("expected {}, got {}", expected, Shown());
}

double JsonNode::Seconds(double most) const {
  return Number(std::numeric_limits<double>::denorm_min(), most,
                fmt::format("seconds, more than 0 and at most {}", most));
}

std::string JsonNode::Object() const {
  CheckObject();
  return ToJson(value_).dump();
}

std::string JsonNode::Shown() const {
  const Json& json = ToJson(value_);
  if (json.is_object()) return "an object";
  if (json.is_array()) return "a list";
  return Show(json);
}

const std::filesystem::path& JsonNode::file() const { return document_->file; }

std::string JsonNode::Where() const {
  return place_.empty() ? file().string()
                        : fmt::format("{}: {}", file().string(), place_);
}

std::string Quoted(std::string_view text) { return Show(Json(text)); }

}  // namespace bench
