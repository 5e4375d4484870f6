#include "simulator/api/label_selector.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "simulator/objects/api_error.h"
#include "simulator/objects/validation.h"
#include "util/text.h"

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

ApiError Unexpected(std::string_view found, std::string_view expected) {
  return BadRequest(
      fmt::format("unable to parse requirement: found '{}', expected: {}",
                  found, expected));
}

std::string ParseKey(Lexer& lexer) {
  const auto token = lexer.Take();
  if (!IsWord(token) || token.starts_with('/')) {
    throw Unexpected(token, "identifier");
  }
  return std::string(token);
}

void CheckValues(const Requirement& requirement) {
  const bool compares =
      requirement.op == Operator::kGreater || requirement.op == Operator::kLess;
  for (const std::string& value : requirement.values) {
    if (compares && !ParseNumber<std::int64_t>(value))
      throw Unexpected(value, "an integer");
    if (const std::string why = WhyBadLabelValue(value); !why.empty()) {
      throw Unexpected(value, why);
    }
  }
}

std::vector<std::string> ParseValues(Lexer& lexer) {
  if (const auto open = lexer.Take(); open != "(")
    throw Unexpected(open, "'('");
  std::vector<std::string> values;
  for (;;) {
    values.emplace_back(IsWord(lexer.Peek()) ? lexer.Take() : "");
    const auto next = lexer.Take();
    if (next == ")") return values;
    if (next != ",") throw Unexpected(next, "',' or ')'");
  }
}

std::vector<std::string> ParseExactValue(Lexer& lexer) {
  const auto next = lexer.Peek();
  if (next.empty() || next == ",") return {""};
  if (!IsWord(next)) throw Unexpected(next, "identifier");
  return {std::string(lexer.Take())};
}

Requirement ParseRequirement(Lexer& lexer) {
  Requirement requirement;
  const bool absent = lexer.Peek() == "!";
  if (absent) lexer.Take();
  requirement.key = ParseKey(lexer);
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
    throw Unexpected(op, kOperators);
  }
  CheckValues(requirement);
  return requirement;
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
  const auto value =
      label == nullptr ? std::nullopt : ParseNumber<std::int64_t>(*label);
  const auto limit = ParseNumber<std::int64_t>(requirement.values.front());
  if (!value || !limit) return false;
  return requirement.op == Operator::kGreater ? *value > *limit
                                              : *value < *limit;
}

}  // namespace

LabelSelector::LabelSelector(std::string_view text) {
  Lexer lexer(text);
  if (lexer.Peek().empty()) return;
  for (;;) {
    requirements_.push_back(ParseRequirement(lexer));
    const auto next = lexer.Take();
    if (next.empty()) return;
    if (next != ",") throw Unexpected(next, "',' or 'end of string'");
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
