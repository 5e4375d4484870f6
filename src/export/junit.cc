#include <fmt/format.h>

#include <cstddef>
#include <pugixml.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "analysis/words.h"
#include "export/export_data.h"
#include "export/formats.h"
#include "util/printable.h"
#include "util/short_reason.h"

namespace bench {
namespace {

// XML 1.0 has no way to write the other control characters, and bytes that are
// not UTF-8 would make the whole file unreadable.
std::string XmlText(const std::string& text) {
  std::string valid;
  for (const char c : WithoutNoncharacters(ValidUtf8(text))) {
    const bool control = static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
    const bool allowed = !control || c == '\n' || c == '\t';
    valid += allowed ? std::string(1, c) : "\uFFFD";
  }
  return valid;
}

void Set(pugi::xml_node node, const char* attribute, const std::string& text) {
  node.append_attribute(attribute) = XmlText(text).c_str();
}

void SetCount(pugi::xml_node node, const char* attribute, std::size_t count) {
  node.append_attribute(attribute) = static_cast<unsigned long long>(count);
}

// One <testsuite>, which counts what it is given.
class Suite {
 public:
  Suite(pugi::xml_node parent, const Analysis& analysis)
      : node_(parent.append_child("testsuite")),
        scenario_(analysis.first().scenario.name) {
    Set(node_, "name", scenario_);
    Set(node_, "timestamp", analysis.first().started);
  }

  pugi::xml_node node() const { return node_; }

  pugi::xml_node Case(const char* group, const std::string& name,
                      double seconds) {
    pugi::xml_node test = node_.append_child("testcase");
    Set(test, "classname", scenario_ + "." + group);
    Set(test, "name", name);
    Set(test, "time", fmt::format("{:.3f}", seconds));
    ++tests_;
    return test;
  }

  void Fail(pugi::xml_node test, const char* type, const std::string& message,
            const std::string& details) {
    const pugi::xml_node failure = test.append_child("failure");
    Set(failure, "type", type);
    Set(failure, "message", message);
    failure.text().set(XmlText(details).c_str());
    ++failures_;
  }

  void Skip(pugi::xml_node test, const std::string& message) {
    Set(test.append_child("skipped"), "message", message);
    ++skipped_;
  }

  void Count() {
    SetCount(node_, "tests", tests_);
    SetCount(node_, "failures", failures_);
    SetCount(node_, "errors", 0);
    SetCount(node_, "skipped", skipped_);
  }

 private:
  pugi::xml_node node_;
  std::string scenario_;
  std::size_t tests_ = 0;
  std::size_t failures_ = 0;
  std::size_t skipped_ = 0;
};

// In the order of the schema, these come before the test cases.
void AddProperties(pugi::xml_node suite, const Result& result) {
  pugi::xml_node properties = suite.append_child("properties");
  const auto add = [&](const char* name, const std::string& value) {
    pugi::xml_node property = properties.append_child("property");
    property.append_attribute("name") = name;
    Set(property, "value", value);
  };
  add("not_real", NotReal(result));
  add("measured", WhatWasMeasured(result));
  add("seed", std::to_string(result.plan.seed));
  add("version", result.version);
}

void AddThreshold(Suite& suite, const CheckResult& check,
                  OnInconclusive on_inconclusive) {
  const pugi::xml_node test = suite.Case("thresholds", check.name, 0);
  if (check.outcome == CheckResult::kFails) {
    suite.Fail(test, "threshold", check.detail, check.detail);
  } else if (check.outcome == CheckResult::kUndecided) {
    const std::string message = "undecided: " + check.detail;
    if (on_inconclusive == OnInconclusive::kFail) {
      suite.Fail(test, "inconclusive", message, check.detail);
    } else {
      suite.Skip(test, message);
    }
  }
}

// How many trials of a strategy, and objects of a trial, are shown before the
// rest is only counted.
constexpr std::size_t kFaultsShown = 20;
constexpr std::size_t kFaultyObjectsShown = 10;

std::string FaultText(const TrialResult& trial) {
  std::string text =
      fmt::format("block {}: {}\n", trial.planned.block, trial.invalid_reason);
  const auto add = [&](const char* what,
                       const std::vector<std::string>& objects) {
    for (const std::string& object : FirstOf(objects, kFaultyObjectsShown)) {
      text += fmt::format("  {}: {}\n", what, object);
    }
  };
  add("left over", trial.leftovers);
  add("missing", trial.end_state.missing);
  add("changed", trial.end_state.changed);
  return text;
}

// One line a trial that is the strategy's fault.
std::string Faults(const Analysis& analysis, const StrategySpec& strategy) {
  std::string text;
  std::size_t faults = 0;
  for (const Result& result : analysis.results) {
    for (const TrialResult& trial : result.trials) {
      if (trial.planned.strategy != strategy || trial.valid() ||
          trial.invalid == Invalid::kDisturbed) {
        continue;
      }
      if (++faults <= kFaultsShown) text += FaultText(trial);
    }
  }
  if (faults > kFaultsShown) {
    text += fmt::format("{} more, in the result file\n", faults - kFaultsShown);
  }
  return text;
}

void AddStrategyCase(Suite& suite, const Analysis& analysis,
                     const StrategySummary& summary) {
  double seconds = 0;
  for (const TrialResult* trial : CountingTrials(analysis, summary.strategy)) {
    seconds += trial->times->returned_s;
  }
  const pugi::xml_node test =
      suite.Case("strategies", summary.strategy.Label(), seconds);
  if (summary.failures() > 0) {
    suite.Fail(
        test, summary.other_end_state > 0 ? "end state" : "failed",
        fmt::format("of {} trials {} failed and {} left another end state",
                    summary.trials, summary.failed, summary.other_end_state),
        Faults(analysis, summary.strategy));
  } else if (!summary.returned_s) {
    suite.Skip(test, "no trial of it counts");
  }
}

}  // namespace

std::string ExportJunit(const Analysis& analysis,
                        std::span<const CheckResult> checks) {
  const Result& first = analysis.first();
  pugi::xml_document document;
  pugi::xml_node root = document.append_child("testsuites");
  root.append_attribute("name") = "bench";
  Suite suite(root, analysis);
  AddProperties(suite.node(), first);
  for (const CheckResult& check : checks) {
    AddThreshold(suite, check, first.criteria.on_inconclusive);
  }
  for (const StrategySummary& summary : analysis.strategies) {
    AddStrategyCase(suite, analysis, summary);
  }
  suite.Count();
  if (const std::string words = NotReal(first); !words.empty()) {
    suite.node().append_child("system-out").text().set(XmlText(words).c_str());
  }
  std::ostringstream text;
  document.save(text, "  ");
  return text.str();
}

}  // namespace bench
