#include "simulator/api/label_selector.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "simulator/objects/api_error.h"
#include "simulator/objects/validation.h"

namespace bench {
namespace {

using nlohmann::json;
using Requirement = LabelSelector::Requirement;
using Operator = Requirement::Operator;

constexpr std::string_view kSymbols = "=!(),<>";
constexpr const char* kOperators = "in, notin, =, ==, !=, gt, lt";

// Words and symbols, one at a time; an empty one is the end.
class Lexer {
 public:
  explicit Lexer(std::string_view text) : rest_(text) {}

  std::string_view Peek() {
    if (!next_) next_ = Scan();
    return *next_;
  }
  std::string_view Take() {
    const std::string_view taken = Peek();
    next_.reset();
    return taken;
  }

 private:
  std::string_view Scan() {
    while (!rest_.empty() && rest_.front() == ' ') rest_.remove_prefix(1);
    std::size_t size = 0;
    if (!rest_.empty() && kSymbols.find(rest_[0]) != std::string_view::npos) {
      const bool pair = rest_.starts_with("==") || rest_.starts_with("!=");
      size = pair ? 2 : 1;
    } else {
      size = std::min(rest_.find_first_of("=!(),<> "), rest_.size());
    }
    const std::string_view token = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return token;
  }

  std::string_view rest_;
  std::optional<std::string_view> next_;
};

bool IsWord(std::string_view token) {
  return !token.empty() && kSymbols.find(token[0]) == std::string_view::npos;
}

ApiError Refusal(const std::string& why) { return BadRequest(why); }

// What is wrong inside of one requirement.
ApiError Bad(const std::string& why) {
  return BadRequest("unable to parse requirement: " + why);
}

std::string CheckedKey(std::string_view token) {
  if (!IsWord(token)) {
    throw Bad(fmt::format("found '{}', expected: identifier", token));
  }
  if (token.starts_with('/')) {
    throw Bad(fmt::format(
        "<nil>: Invalid value: \"{}\": prefix part must be non-empty", token));
  }
  return std::string(token);
}

void CheckValues(const Requirement& requirement) {
  for (std::size_t i = 0; i < requirement.values.size(); ++i) {
    const std::string& value = requirement.values[i];
    if (requirement.op == Operator::kGreater ||
        requirement.op == Operator::kLess) {
      const bool number =
          !value.empty() &&
          value.find_first_not_of("0123456789") == std::string::npos;
      if (number) continue;
      throw Bad(
          fmt::format("values[{}]: Invalid value: \"{}\": for 'Gt', 'Lt' "
                      "operators, the value must be an integer",
                      i, value));
    }
    if (const std::string why = WhyBadLabelValue(value); !why.empty()) {
      throw Bad(fmt::format("values[{}][{}]: Invalid value: \"{}\": {}", i,
                            requirement.key, value, why));
    }
  }
}

std::vector<std::string> ParseValues(Lexer& lexer) {
  if (const auto open = lexer.Take(); open != "(") {
    throw Bad(fmt::format("found '{}' expected: '('", open));
  }
  std::vector<std::string> values;
  for (;;) {
    values.emplace_back(IsWord(lexer.Peek()) ? lexer.Take() : "");
    const auto next = lexer.Take();
    if (next == ")") return values;
    if (next != ",") {
      throw Bad(fmt::format("found '{}', expected: ',' or ')'", next));
    }
  }
}

std::vector<std::string> ParseExactValue(Lexer& lexer) {
  const auto next = lexer.Peek();
  if (next.empty() || next == ",") return {""};
  if (!IsWord(next)) {
    throw Bad(fmt::format("found '{}', expected: identifier", next));
  }
  return {std::string(lexer.Take())};
}

Requirement ParseRequirement(Lexer& lexer) {
  Requirement requirement;
  const bool absent = lexer.Peek() == "!";
  if (absent) lexer.Take();
  requirement.key = CheckedKey(lexer.Take());
  const auto next = lexer.Peek();
  if (absent || next.empty() || next == ",") {
    requirement.op = absent ? Operator::kAbsent : Operator::kExists;
    return requirement;
  }
  const auto op = lexer.Take();
  if (op == "in" || op == "notin") {
    requirement.op = op == "in" ? Operator::kIn : Operator::kNotIn;
    requirement.values = ParseValues(lexer);
  } else if (op == "=" || op == "==" || op == "!=" || op == ">" || op == "<") {
    requirement.op = op == "!="  ? Operator::kNotIn
                     : op == ">" ? Operator::kGreater
                     : op == "<" ? Operator::kLess
                                 : Operator::kIn;
    requirement.values = ParseExactValue(lexer);
  } else {
    throw Bad(fmt::format("found '{}', expected: {}", op, kOperators));
  }
  CheckValues(requirement);
  return requirement;
}

std::optional<std::int64_t> Number(const std::string& text) {
  std::int64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || rest != end) return std::nullopt;
  return number;
}

bool IsMet(const Requirement& requirement, const std::string* label) {
  const auto named = [&] {
    return label != nullptr && std::ranges::find(requirement.values, *label) !=
                                   requirement.values.end();
  };
  switch (requirement.op) {
    case Operator::kIn:
      return named();
    case Operator::kNotIn:
      return !named();
    case Operator::kExists:
      return label != nullptr;
    case Operator::kAbsent:
      return label == nullptr;
    case Operator::kGreater:
    case Operator::kLess:
      break;
  }
  const auto value = label == nullptr ? std::nullopt : Number(*label);
  const auto limit = Number(requirement.values.front());
  if (!value || !limit) return false;
  return requirement.op == Operator::kGreater ? *value > *limit
                                              : *value < *limit;
}

}  // namespace

LabelSelector::LabelSelector(std::string_view text) {
  Lexer lexer(text);
  while (!lexer.Peek().empty()) {
    if (!IsWord(lexer.Peek()) && lexer.Peek() != "!") {
      throw Refusal(
          fmt::format("found '{}', expected: !, identifier, or 'end of string'",
                      lexer.Peek()));
    }
    requirements_.push_back(ParseRequirement(lexer));
    const auto next = lexer.Take();
    if (next.empty()) return;
    if (next != ",") {
      throw Refusal(
          fmt::format("found '{}', expected: ',' or 'end of string'", next));
    }
    if (!IsWord(lexer.Peek()) && lexer.Peek() != "!") {
      throw Refusal(fmt::format("found '{}', expected: identifier after ','",
                                lexer.Peek()));
    }
  }
}

bool LabelSelector::Matches(const json& labels) const {
  return std::ranges::all_of(requirements_, [&](const Requirement& wanted) {
    const auto found = labels.find(wanted.key);
    return IsMet(wanted, found != labels.end() && found->is_string()
                             ? found->get_ptr<const std::string*>()
                             : nullptr);
  });
}

}  // namespace bench
