#include "model/strategy_spec.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <tuple>
#include <vector>

#include "model/scenario.h"
#include "util/error.h"
#include "util/nearest.h"
#include "util/text.h"

namespace bench {
namespace {

constexpr std::size_t kMaxLabel = 63;

// Helm's own, and those of the libraries it is made of.
constexpr std::array<std::string_view, 14> kDirecting = {
    "DOCKER_CONFIG",          "HELM_CACHE_HOME",
    "HELM_CONFIG_HOME",       "HELM_CONTENT_CACHE",
    "HELM_DATA_HOME",         "HELM_DRIVER",
    "HELM_NAMESPACE",         "HELM_PLUGINS",
    "HELM_REGISTRY_CONFIG",   "HELM_REPOSITORY_CACHE",
    "HELM_REPOSITORY_CONFIG", "HELM_STAND_IN_PROFILE",
    "KUBECACHEDIR",           "KUBECONFIG"};

bool IsLetterOrDigit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= '0' && c <= '9');
}

// NAME[@WORKERS] of the argument `whole`.
void ParseNameAndWorkers(std::string_view text, std::string_view whole,
                         StrategySpec& spec) {
  const std::size_t at = text.find('@');
  spec.name = text.substr(0, at);
  if (spec.name.empty()) {
    throw Error("strategy \"{}\": expected NAME or NAME@WORKERS", whole);
  }
  if (at == std::string_view::npos) return;
  spec.workers = ParseNumber<int>(text.substr(at + 1)).value_or(0);
  if (spec.workers < 1 || spec.workers > kMaxWorkers) {
    throw Error("strategy \"{}\": expected 1 to {} workers after the \"@\"",
                whole, kMaxWorkers);
  }
}

// KEY=VALUE of a variant.
void ParseSetting(std::string_view text, std::string_view whole,
                  StrategySpec& spec) {
  const std::size_t equals = text.find('=');
  const std::string key(text.substr(0, equals));
  const std::string value(
      equals == std::string_view::npos ? "" : text.substr(equals + 1));
  if (key.starts_with("env:")) {
    const std::string variable = key.substr(4);
    if (!IsVariableName(variable) || equals == std::string_view::npos) {
      throw Error("strategy \"{}\": expected env:NAME=VALUE, got \"{}\"", whole,
                  text);
    }
    if (DirectsHelm(variable)) {
      throw Error("strategy \"{}\": {} is the harness's to choose", whole,
                  variable);
    }
    if (!spec.env.emplace(variable, value).second) {
      throw Error("strategy \"{}\": \"{}\" is given twice", whole, key);
    }
    return;
  }
  std::string* const setting = key == "helm"          ? &spec.helm
                               : key == "bench"       ? &spec.bench
                               : key == "uninstaller" ? &spec.uninstaller
                                                      : nullptr;
  if (setting == nullptr) {
    const std::vector<std::string> known = {"helm", "bench",
                                            "env:", "uninstaller"};
    throw Error(
        "strategy \"{}\": unknown setting \"{}\"{} (there are helm=PATH, "
        "env:NAME=VALUE, bench=PATH and uninstaller=NAME)",
        whole, key, DidYouMean(key, known));
  }
  if (setting == &spec.uninstaller && !IsUninstaller(value)) {
    throw Error("strategy \"{}\": uninstaller={}: there are {} and {}", whole,
                value, StrategyKind::kHelm, StrategyKind::kNative);
  }
  if (value.empty()) {
    throw Error("strategy \"{}\": {}= needs a path", whole, key);
  }
  if (!setting->empty()) {
    throw Error("strategy \"{}\": \"{}\" is given twice", whole, key);
  }
  *setting = value;
}

}  // namespace

std::string StrategySpec::Label() const {
  if (!variant.empty()) return variant;
  return workers == 0 ? name : fmt::format("{}@{}", name, workers);
}

bool StrategySpec::operator==(const StrategySpec& other) const {
  const auto all = [](const StrategySpec& spec) {
    return std::tie(spec.name, spec.workers, spec.variant, spec.helm, spec.env,
                    spec.bench, spec.uninstaller, spec.slowdown);
  };
  return all(*this) == all(other);
}

StrategyKind KindBeforeSchema3(std::string_view name) {
  constexpr std::string_view kPython = "python-";
  const bool posts = name.starts_with(kPython);
  if (posts) name.remove_prefix(kPython.size());
  if (name != StrategyKind::kSequential && name != StrategyKind::kThreadPool &&
      name != StrategyKind::kProcessPool) {
    return {};
  }
  if (posts) return {std::string(name), "", std::string(StrategyKind::kPost)};
  return {std::string(name), std::string(StrategyKind::kHelm), ""};
}

bool SameWork(const StrategySpec& a, const StrategySpec& b) {
  StrategySpec as_b = a;
  as_b.variant = b.variant;
  as_b.slowdown = b.slowdown;
  return as_b == b;
}

StrategySpec ParseStrategySpec(std::string_view text) {
  StrategySpec spec;
  std::size_t comma = text.find(',');
  std::string_view first = text.substr(0, comma);
  const std::size_t equals = first.find('=');
  if (equals != std::string_view::npos) {
    spec.variant = first.substr(0, equals);
    if (!IsVariantLabel(spec.variant)) {
      throw Error(
          "strategy \"{}\": expected a label of letters, digits, \".\", \"_\" "
          "and \"-\" before the \"=\"",
          text);
    }
    first.remove_prefix(equals + 1);
  } else if (comma != std::string_view::npos) {
    throw Error(
        "strategy \"{}\": what has settings needs a label of its own, as in "
        "new={}",
        text, text);
  }
  ParseNameAndWorkers(first, text, spec);
  while (comma != std::string_view::npos) {
    const std::size_t begin = comma + 1;
    comma = text.find(',', begin);
    ParseSetting(text.substr(begin, comma - begin), text, spec);
  }
  return spec;
}

void FindProgramsFrom(const std::filesystem::path& folder, StrategySpec& spec) {
  const auto absolute = [&](std::string& path) {
    path = (folder / path).lexically_normal().string();
  };
  if (spec.helm.find('/') != std::string::npos) absolute(spec.helm);
  if (!spec.bench.empty()) absolute(spec.bench);
}

std::string ToText(const StrategySpec& spec) {
  std::string text = spec.variant.empty() ? "" : spec.variant + "=";
  text += spec.name;
  if (spec.workers > 0) text += fmt::format("@{}", spec.workers);
  if (!spec.helm.empty()) text += ",helm=" + spec.helm;
  for (const auto& [name, value] : spec.env) {
    text += fmt::format(",env:{}={}", name, value);
  }
  if (!spec.bench.empty()) text += ",bench=" + spec.bench;
  if (!spec.uninstaller.empty()) text += ",uninstaller=" + spec.uninstaller;
  return text;
}

bool IsVariantLabel(std::string_view text) {
  return !text.empty() && text.size() <= kMaxLabel &&
         IsLetterOrDigit(text.front()) && std::ranges::all_of(text, [](char c) {
           return IsLetterOrDigit(c) || c == '.' || c == '_' || c == '-';
         });
}

bool IsUninstaller(std::string_view text) {
  return text == StrategyKind::kHelm || text == StrategyKind::kNative;
}

bool IsVariableName(std::string_view text) {
  return !text.empty() && (text.front() < '0' || text.front() > '9') &&
         std::ranges::all_of(
             text, [](char c) { return IsLetterOrDigit(c) || c == '_'; });
}

bool DirectsHelm(std::string_view variable) {
  return variable.starts_with("HELM_KUBE") ||
         std::ranges::find(kDirecting, variable) != kDirecting.end();
}

}  // namespace bench
