#include "threshold/threshold.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <system_error>
#include <utility>

#include "util/error.h"
#include "util/nearest.h"

namespace bench {
namespace {

// What may be asked of a metric.
struct MetricRow {
  std::string_view name;
  Metric metric;
  Quantity of_one;    // of a strategy by itself; of two it is a ratio
  bool has_interval;  // else the estimate decides
  bool pairs;         // STRATEGY/STRATEGY
  bool versions;      // new/base:STRATEGY
};

constexpr std::array kMetrics = {
    MetricRow{"mean", Metric::kMean, Quantity::kTime, true, false, false},
    MetricRow{"median", Metric::kMedian, Quantity::kTime, true, false, true},
    MetricRow{"min", Metric::kMin, Quantity::kTime, false, false, false},
    MetricRow{"max", Metric::kMax, Quantity::kTime, false, false, false},
    MetricRow{"returned", Metric::kReturned, Quantity::kTime, true, true, true},
    MetricRow{"settled", Metric::kSettled, Quantity::kTime, true, true, true},
    MetricRow{"speedup", Metric::kSpeedup, Quantity::kRatio, true, true, true},
    MetricRow{"efficiency", Metric::kEfficiency, Quantity::kRatio, true, true,
              false},
    MetricRow{"failures", Metric::kFailures, Quantity::kCount, false, false,
              false},
    MetricRow{"leftovers", Metric::kLeftovers, Quantity::kCount, false, false,
              false},
    MetricRow{"throttle", Metric::kThrottle, Quantity::kTime, false, false,
              false},
};

// The longer before what it begins with.
constexpr std::array<std::pair<std::string_view, Operator>, 5> kOperators = {{
    {"<=", Operator::kLessOrEqual},
    {">=", Operator::kGreaterOrEqual},
    {"==", Operator::kEqual},
    {"<", Operator::kLess},
    {">", Operator::kGreater},
}};

struct Unit {
  std::string_view name;
  Quantity quantity;
  double factor;
};

constexpr std::array kUnits = {
    Unit{"s", Quantity::kTime, 1},     Unit{"ms", Quantity::kTime, 1e-3},
    Unit{"us", Quantity::kTime, 1e-6}, Unit{"min", Quantity::kTime, 60},
    Unit{"%", Quantity::kRatio, 1e-2}, Unit{"", Quantity::kRatio, 1},
    Unit{"", Quantity::kCount, 1},
};

constexpr std::string_view kVersions = "new/base:";

std::vector<std::string> MetricNames() {
  std::vector<std::string> names;
  names.reserve(kMetrics.size());
  for (const MetricRow& row : kMetrics) names.emplace_back(row.name);
  return names;
}

bool IsLetter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// What a label of a strategy may hold (IsVariantLabel), and @WORKERS.
bool IsLabelCharacter(char c) {
  return IsLetter(c) || (c >= '0' && c <= '9') ||
         std::string_view("._-@").find(c) != std::string_view::npos;
}

class Parser {
 public:
  explicit Parser(const std::string& text) : text_(text) {
    threshold_.text = text;
  }

  Threshold Parse() {
    const MetricRow& metric = ParseMetric();
    Expect("(");
    ParseWho(metric);
    Expect(")");
    ParseOperator();
    ParseLimit();
    ParseMode(metric);
    SkipBlanks();
    if (at_ < text_.size()) {
      Fail(fmt::format("nothing more is expected, got \"{}\"", Rest()));
    }
    return std::move(threshold_);
  }

 private:
  [[noreturn]] void Fail(const std::string& complaint) const {
    FailAt(at_, complaint);
  }
  [[noreturn]] void FailAt(std::size_t at, const std::string& complaint) const {
    RefuseThreshold(text_, at + 1, complaint);
  }

  std::string_view Rest() const { return text_.substr(at_); }

  std::string Found() const {
    return at_ < text_.size() ? fmt::format("got \"{}\"", Rest())
                              : "but it ends here";
  }

  void SkipBlanks() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
  }

  // Whether `word` is next; then it is passed.
  bool Accept(std::string_view word) {
    SkipBlanks();
    if (!Rest().starts_with(word)) return false;
    at_ += word.size();
    return true;
  }

  void Expect(std::string_view word) {
    if (!Accept(word)) {
      Fail(fmt::format("expected \"{}\", {}", word, Found()));
    }
  }

  // The longest run of such characters, maybe none.
  template <typename Predicate>
  std::string_view TakeWhile(Predicate belongs) {
    SkipBlanks();
    const std::size_t begin = at_;
    while (at_ < text_.size() && belongs(text_[at_])) ++at_;
    return text_.substr(begin, at_ - begin);
  }

  const MetricRow& ParseMetric() {
    const std::string_view word =
        TakeWhile([](char c) { return c != '(' && c != ' ' && c != ')'; });
    const auto* const row = std::ranges::find(kMetrics, word, &MetricRow::name);
    if (row == kMetrics.end()) {
      FailAt(at_ - word.size(),
             word.empty() ? "expected a metric, such as median"
                          : fmt::format("unknown metric \"{}\"{}", word,
                                        Suggest(word, MetricNames())));
    }
    threshold_.metric = row->metric;
    threshold_.quantity = row->of_one;
    return *row;
  }

  std::string ParseLabel(std::size_t& column) {
    const std::string_view label = TakeWhile(IsLabelCharacter);
    column = at_ - label.size() + 1;
    if (label.empty()) {
      Fail(fmt::format("expected the name of a strategy, {}", Found()));
    }
    return std::string(label);
  }

  void ParseWho(const MetricRow& metric) {
    SkipBlanks();
    const std::size_t begin = at_;
    if (Accept(kVersions)) {
      threshold_.who = Who::kVersions;
      if (!Accept("*")) threshold_.of = ParseLabel(threshold_.of_column);
    } else if (Accept("*")) {
      threshold_.who = Who::kAll;
    } else {
      threshold_.of = ParseLabel(threshold_.of_column);
      if (Accept("/")) {
        threshold_.who = Who::kPair;
        threshold_.to = ParseLabel(threshold_.to_column);
      }
    }
    const bool of_two =
        threshold_.who == Who::kPair || threshold_.who == Who::kVersions;
    if (!of_two) return;
    if (!(threshold_.who == Who::kPair ? metric.pairs : metric.versions)) {
      FailAt(begin, fmt::format("{} is of one strategy at a time; the ratio of "
                                "two is returned or settled",
                                metric.name));
    }
    threshold_.quantity = Quantity::kRatio;
  }

  void ParseOperator() {
    SkipBlanks();
    const std::size_t begin = at_;
    for (const auto& [name, op] : kOperators) {
      if (!Accept(name)) continue;
      if (op == Operator::kEqual && threshold_.quantity != Quantity::kCount) {
        FailAt(begin,
               "== is for counts: a time or a ratio is never exactly "
               "that; say < or >");
      }
      threshold_.op = op;
      return;
    }
    Fail(fmt::format("expected <, <=, >, >= or ==, {}", Found()));
  }

  void ParseLimit() {
    SkipBlanks();
    const std::size_t begin = at_;
    // from_chars would also take "inf", "nan" and a minus sign.
    const bool is_number =
        at_ < text_.size() &&
        ((text_[at_] >= '0' && text_[at_] <= '9') || text_[at_] == '.');
    if (!is_number) {
      Fail(fmt::format("expected a number, 0 or more, {}", Found()));
    }
    const auto [end, error] = std::from_chars(
        text_.data() + at_, text_.data() + text_.size(), threshold_.limit);
    if (error != std::errc()) {
      Fail(fmt::format("expected a number, {}", Found()));
    }
    at_ = static_cast<std::size_t>(end - text_.data());
    threshold_.limit *= ParseUnit();
    if (threshold_.quantity == Quantity::kCount &&
        threshold_.limit != std::floor(threshold_.limit)) {
      FailAt(begin, "a count is a whole number");
    }
  }

  double ParseUnit() {
    const std::string_view word =
        TakeWhile([](char c) { return c != '@' && c != ' '; });
    const auto fits = [&](const Unit& unit) {
      return unit.quantity == threshold_.quantity;
    };
    std::vector<std::string> names;
    for (const Unit& unit : kUnits) {
      if (!fits(unit)) continue;
      if (unit.name == word) return unit.factor;
      if (!unit.name.empty()) names.emplace_back(unit.name);
    }
    constexpr std::array kWhat = {"a time", "a ratio", "a count"};
    FailAt(
        at_ - word.size(),
        fmt::format("{}: {} takes {}",
                    word.empty() ? "the unit is missing"
                                 : fmt::format("\"{}\" is no unit here", word),
                    kWhat[static_cast<std::size_t>(threshold_.quantity)],
                    names.empty() ? "none"
                                  : fmt::format("{}", fmt::join(names, ", "))));
  }

  void ParseMode(const MetricRow& metric) {
    threshold_.point = !metric.has_interval;
    if (!Accept("@")) return;
    const std::size_t begin = at_;
    const std::string_view word = TakeWhile(IsLetter);
    if (word == "point") {
      threshold_.point = true;
    } else if (word != "ci") {
      FailAt(begin, fmt::format("expected @ci or @point, got \"@{}\"", word));
    } else if (!metric.has_interval) {
      FailAt(begin,
             fmt::format("{} has no interval, only a value", metric.name));
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
  Threshold threshold_;
};

}  // namespace

void RefuseThreshold(std::string_view text, std::size_t column,
                     const std::string& complaint) {
  throw Error("threshold \"{}\", column {}: {}", text, column, complaint);
}

std::string Suggest(std::string_view word,
                    const std::vector<std::string>& names) {
  std::string nearest = DidYouMean(word, names);
  if (!nearest.empty()) return nearest;
  return fmt::format(": there are {}", fmt::join(names, ", "));
}

Threshold ParseThreshold(const std::string& text) {
  return Parser(text).Parse();
}

}  // namespace bench
