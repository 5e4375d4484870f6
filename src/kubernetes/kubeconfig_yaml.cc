#include "kubernetes/kubeconfig_yaml.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "util/error.h"
#include "util/read_file.h"
#include "util/text.h"

namespace bench {
namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 11> kTrue = {
    "y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"};
constexpr std::array<std::string_view, 11> kFalse = {
    "n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"};

std::optional<bool> AsFlag(std::string_view plain) {
  if (std::ranges::find(kTrue, plain) != kTrue.end()) return true;
  if (std::ranges::find(kFalse, plain) != kFalse.end()) return false;
  return std::nullopt;
}

/// The base that a number's digits begin with, which is cut off.
int TakeBase(std::string_view& digits) {
  const std::string prefix = Lower(digits.substr(0, 2));
  const int base = prefix == "0x" ? 16 : prefix == "0o" ? 8 : 2;
  if (prefix == "0x" || prefix == "0o" || prefix == "0b") {
    digits.remove_prefix(2);
    return base;
  }
  return digits.size() > 1 && digits.front() == '0' ? 8 : 10;
}

std::optional<std::uint64_t> AsWholeNumber(std::string_view digits) {
  const int base = TakeBase(digits);
  std::uint64_t number = 0;
  const char* const begin = digits.data();
  const char* const end = begin + digits.size();
  const auto [rest, error] = std::from_chars(begin, end, number, base);
  if (error != std::errc() || rest != end) return std::nullopt;
  return number;
}

std::optional<double> AsDecimal(std::string_view digits) {
  if (digits.empty() || digits.front() == '-' ||
      digits.find_first_not_of("0123456789.eE+-") != std::string_view::npos) {
    return std::nullopt;
  }
  return ParseNumber<double>(digits);
}

std::optional<json> AsNumber(std::string plain) {
  std::erase(plain, '_');
  std::string_view digits = plain;
  const bool negative = digits.starts_with('-');
  if (negative || digits.starts_with('+')) digits.remove_prefix(1);
  constexpr auto kMost =
      static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  const auto whole = AsWholeNumber(digits);
  if (whole && !negative) return *whole;
  if (whole && *whole <= kMost) return -static_cast<std::int64_t>(*whole);
  const auto decimal = AsDecimal(digits);
  if (!decimal) return std::nullopt;
  return negative ? -*decimal : *decimal;
}

json ScalarToJson(const YAML::Node& node) {
  const std::string& tag = node.Tag();
  // "?": it stands there without quotes; "!": with.
  const bool resolved =
      tag == "?" || (tag.starts_with("tag:yaml.org,2002:") &&
                     !tag.ends_with(":str") && !tag.ends_with(":binary"));
  if (!resolved) return node.Scalar();
  if (const auto flag = AsFlag(node.Scalar())) return *flag;
  if (auto number = AsNumber(node.Scalar())) return *std::move(number);
  return node.Scalar();
}

json YamlToJson(const YAML::Node& node);
void AddMapping(const YAML::Node& mapping, json& object);

/// What `<<` names: a mapping, or several, of which the first wins.
void AddMerged(const YAML::Node& value, json& object) {
  if (value.IsMap()) return AddMapping(value, object);
  if (!value.IsSequence()) {
    throw YAML::Exception(value.Mark(), "<< wants a mapping");
  }
  const std::vector<YAML::Node> mappings(value.begin(), value.end());
  for (auto it = mappings.rbegin(); it != mappings.rend(); ++it) {
    if (!it->IsMap()) throw YAML::Exception(it->Mark(), "<< wants mappings");
    AddMapping(*it, object);
  }
}

void AddMapping(const YAML::Node& mapping, json& object) {
  for (const auto& item : mapping) {
    const YAML::Node& key = item.first;
    if (!key.IsScalar()) {
      throw YAML::Exception(key.Mark(), "a key that is no text");
    }
    if (key.Scalar() == "<<" && key.Tag() == "?") {
      AddMerged(item.second, object);
    } else {
      object[key.Scalar()] = YamlToJson(item.second);
    }
  }
}

json YamlToJson(const YAML::Node& node) {
  if (node.IsMap()) {
    json object = json::object();
    AddMapping(node, object);
    return object;
  }
  if (node.IsSequence()) {
    json array = json::array();
    for (const YAML::Node& item : node) array.push_back(YamlToJson(item));
    return array;
  }
  return node.IsScalar() ? ScalarToJson(node) : json();
}

}  // namespace

json ReadYaml(const std::filesystem::path& file) {
  const std::optional<std::string> text = ReadFile(file);
  if (!text) throw Error("{}: cannot be read", file.string());
  try {
    json read = YamlToJson(YAML::Load(*text));
    (void)read.dump();  // finds what is not UTF-8
    return read;
  } catch (const json::exception&) {
    throw Error("{}: not YAML: not in UTF-8", file.string());
  } catch (const YAML::Exception& e) {
    throw Error("{}:{}:{}: not YAML: {}", file.string(), e.mark.line + 1,
                e.mark.column + 1, e.msg);
  }
}

}  // namespace bench
