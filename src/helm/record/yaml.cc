#include "helm/record/yaml.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>
#include <system_error>

#include "util/error.h"
#include "util/pattern.h"

namespace bench {
namespace {

using nlohmann::json;

template <std::size_t N>
bool IsOneOf(std::string_view text, const std::array<const char*, N>& words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

std::optional<bool> ParseBool(std::string_view text) {
  static constexpr std::array kTrue = {
      "y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"};
  static constexpr std::array kFalse = {"n",   "N",     "no",    "No",
                                        "NO",  "false", "False", "FALSE",
                                        "off", "Off",   "OFF"};
  if (IsOneOf(text, kTrue)) return true;
  if (IsOneOf(text, kFalse)) return false;
  return std::nullopt;
}

template <typename Integer>
std::optional<Integer> ParseDigits(const std::string& digits, int base) {
  Integer value = 0;
  const char* const end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, value, base);
  if (error != std::errc() || stop != end) return std::nullopt;
  return value;
}

/// As Go's ParseInt and ParseUint with base 0: the prefix tells the base.
std::optional<json> ParseInteger(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  int base = 10;
  if (text.size() > 1 && text.front() == '0') {
    const auto letter = static_cast<char>(text[1] | 0x20);
    base = letter == 'x' ? 16 : letter == 'b' ? 2 : 8;
    text.remove_prefix(letter == 'x' || letter == 'b' || letter == 'o' ? 2 : 1);
  }
  const auto magnitude = ParseDigits<std::uint64_t>(std::string(text), base);
  if (!magnitude) return std::nullopt;
  if (!negative) return json(*magnitude);
  constexpr auto kLowest = std::uint64_t{1} << 63;
  if (*magnitude > kLowest) return std::nullopt;
  return json(static_cast<std::int64_t>(~*magnitude + 1));
}

std::optional<json> ParseFloat(const std::string& text) {
  static const Pattern kNumber(
      R"([-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?)");
  // A number of that many digits would only exhaust std::regex.
  constexpr std::size_t kLongest = 400;
  if (text.size() > kLongest || !kNumber.Matches(text)) {
    return std::nullopt;
  }
  const double value = std::strtod(text.c_str(), nullptr);
  if (!std::isfinite(value)) return std::nullopt;
  // Go prints a float without a fraction as an integer.
  constexpr double kExact = 9007199254740992.0;
  if (std::trunc(value) == value && std::abs(value) <= kExact) {
    return json(static_cast<std::int64_t>(value));
  }
  return json(value);
}

/// What an unquoted scalar stands for (go.yaml.in/yaml/v2, resolve.go).
json Resolve(const std::string& text) {
  static constexpr std::array kNull = {"", "~", "null", "Null", "NULL"};
  static constexpr std::array kNotFinite = {".nan",  ".NaN",  ".NAN",  ".inf",
                                            ".Inf",  ".INF",  "+.inf", "+.Inf",
                                            "+.INF", "-.inf", "-.Inf", "-.INF"};
  if (IsOneOf(text, kNull)) return nullptr;
  if (const auto value = ParseBool(text)) return *value;
  if (IsOneOf(text, kNotFinite)) throw Error("JSON has no {}", text);
  std::string plain = text;
  std::erase(plain, '_');
  const bool number = text.find_first_of("+-.0123456789") == 0;
  if (!number) return text;
  if (text.front() != '.') {
    if (auto value = ParseInteger(plain)) return *value;
  }
  if (auto value = ParseFloat(plain)) return *value;
  return text;
}

json ToJson(const YAML::Node& node);

json ScalarToJson(const YAML::Node& node) {
  // yaml-cpp's word for a scalar without quotes.
  const bool plain = node.Tag() == "?";
  return plain ? Resolve(node.Scalar()) : json(node.Scalar());
}

json MapToJson(const YAML::Node& node) {
  json object = json::object();
  for (const auto& item : node) {
    if (!item.first.IsScalar()) {
      throw Error("line {}: JSON has only words and numbers for keys",
                  item.first.Mark().line + 1);
    }
    const json key = ScalarToJson(item.first);
    if (key == "<<") {
      throw Error("line {}: merge keys (<<) are not supported",
                  item.first.Mark().line + 1);
    }
    object[key.is_string() ? key.get<std::string>() : key.dump()] =
        ToJson(item.second);
  }
  return object;
}

json ToJson(const YAML::Node& node) {
  if (node.IsMap()) return MapToJson(node);
  if (node.IsScalar()) return ScalarToJson(node);
  if (!node.IsSequence()) return nullptr;
  json array = json::array();
  for (const YAML::Node& item : node) array.push_back(ToJson(item));
  return array;
}

}  // namespace

json JsonFromYaml(const std::string& text) {
  try {
    return ToJson(YAML::Load(text));
  } catch (const YAML::Exception& error) {
    throw Error("line {}: not YAML: {}", error.mark.line + 1, error.msg);
  }
}

}  // namespace bench
