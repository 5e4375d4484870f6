#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <set>
#include <system_error>
#include <utility>

#include "model/scenario_file.h"
#include "util/error.h"
#include "util/json_node.h"
#include "util/names.h"
#include "util/nearest.h"

namespace bench {
namespace {

namespace fs = std::filesystem;

constexpr double kMaxTimeout = 86'400;  // seconds: a day

using Keys = std::vector<std::string>;

// A name that may stand in another one: of a file, of a release.
std::string Label(const JsonNode& node) {
  std::string text = node.String();
  if (text.size() > 63 || !IsDnsLabel(text)) {
    node.Fail(
        "expected at most 63 lower-case letters, digits and \"-\", with a "
        "letter or digit at both ends, got {}",
        node.Shown());
  }
  return text;
}

// --- Charts ---

// That of the scenario's file, which paths in it begin from.
fs::path FolderOf(const JsonNode& node) {
  return fs::absolute(node.file()).parent_path();
}

std::string Local(const JsonNode& node) {
  fs::path path = (FolderOf(node) / node.Argument()).lexically_normal();
  if (!path.has_filename()) path = path.parent_path();  // a trailing slash
  return path.string();
}

std::string Folder(const JsonNode& node) {
  std::string path = Local(node);
  std::error_code error;
  if (!fs::is_regular_file(fs::path(path) / "Chart.yaml", error)) {
    node.Fail("no chart there: expected a folder with a Chart.yaml, got {}",
              path);
  }
  return path;
}

std::string Archive(const JsonNode& node) {
  std::string path = Local(node);
  std::error_code error;
  if (!path.ends_with(".tgz") || !fs::is_regular_file(path, error)) {
    node.Fail("no chart there: expected a .tgz file, got {}", path);
  }
  return path;
}

std::string Url(const JsonNode& node, std::span<const std::string> schemes) {
  std::string text = node.Argument();
  const auto begins = [&](const std::string& scheme) {
    return text.size() > scheme.size() && text.starts_with(scheme);
  };
  if (!std::ranges::any_of(schemes, begins)) {
    node.Fail("expected {}…, got {}", fmt::join(schemes, "… or "),
              node.Shown());
  }
  return text;
}

std::string NameInRepository(const JsonNode& node) {
  std::string text = node.Argument();
  if (text.find('/') != std::string::npos || text.starts_with('-')) {
    node.Fail("expected the chart's name in its repository, got {}",
              node.Shown());
  }
  return text;
}

// Sets where the chart comes from: exactly one of four ways.
void ReadSource(const JsonNode& node, Chart& chart) {
  Keys given;
  for (const char* key : {"path", "archive", "oci", "repository"}) {
    if (node.Has(key)) given.emplace_back(key);
  }
  if (given.size() != 1) {
    node.Fail(
        "expected one of \"path\", \"archive\", \"oci\" and \"repository\", "
        "got {}",
        given.empty() ? "none" : fmt::format("{}", fmt::join(given, ", ")));
  }
  if (node.Has("chart") && given[0] != "repository") {
    node.Fail("\"chart\" goes with \"repository\", not with \"{}\"", given[0]);
  }
  if (given[0] == "path") {
    chart.source = Folder(node.At("path"));
  } else if (given[0] == "archive") {
    chart.source = Archive(node.At("archive"));
  } else if (given[0] == "oci") {
    chart.source = Url(node.At("oci"), Keys{"oci://"});
  } else {
    chart.repository = Url(node.At("repository"), Keys{"https://", "http://"});
    chart.source = NameInRepository(node.At("chart"));
  }
  if (!node.Has("version")) return;
  if (given[0] == "path" || given[0] == "archive") {
    node.Fail(
        "\"version\" goes with \"oci\" and \"repository\": the {} has "
        "its own",
        given[0]);
  }
  chart.version = node.At("version").Argument();
}

// Flags that would install elsewhere, under another name, or nothing: what the
// harness installs it has to find and to remove again.
constexpr std::array<std::string_view, 7> kRefusedFlags = {
    "-n",       "--namespace",     "--kube",
    "-g",       "--generate-name", "--name-template",
    "--dry-run"};

std::string InstallFlag(const JsonNode& node) {
  std::string flag = node.Argument();
  for (const std::string_view refused : kRefusedFlags) {
    if (flag.starts_with(refused)) {
      node.Fail("{} is the harness's to choose", node.Shown());
    }
  }
  return flag;
}

Chart ReadChart(const JsonNode& node) {
  node.CheckKeys(Keys{"name", "path", "archive", "oci", "repository", "chart",
                      "version", "values", "set", "image_value",
                      "install_flags"});
  Chart chart;
  chart.name = Label(node.At("name"));
  ReadSource(node, chart);
  if (node.Has("values")) chart.values = node.At("values").Object();
  if (node.Has("set")) {
    for (const JsonNode& item : node.At("set").Items(0, kMaxCharts)) {
      chart.set.push_back(item.Argument());
      if (chart.set.back().find('=') == std::string::npos) {
        item.Fail("expected KEY=VALUE, got {}", item.Shown());
      }
    }
  }
  if (node.Has("image_value")) {
    chart.image_value = node.At("image_value").Argument();
  }
  if (node.Has("install_flags")) {
    for (const JsonNode& item : node.At("install_flags").Items(0, kMaxCharts)) {
      chart.install_flags.push_back(InstallFlag(item));
    }
  }
  return chart;
}

// --- The rest of the file ---

// What only a variant has.
constexpr std::array kSettings = {"helm", "env", "bench", "uninstaller"};

void ReadVariant(const JsonNode& node, StrategySpec& spec) {
  if (node.Has("label")) {
    const JsonNode label = node.At("label");
    spec.variant = label.String();
    if (!IsVariantLabel(spec.variant)) {
      label.Fail("expected letters, digits, \".\", \"_\" and \"-\", got {}",
                 label.Shown());
    }
  } else if (std::ranges::any_of(
                 kSettings, [&](const char* key) { return node.Has(key); })) {
    node.Fail("what has settings of its own needs a \"label\"");
  }
  if (node.Has("helm")) spec.helm = node.At("helm").Argument();
  if (node.Has("bench")) spec.bench = node.At("bench").Argument();
  if (node.Has("uninstaller")) {
    const JsonNode uninstaller = node.At("uninstaller");
    spec.uninstaller = uninstaller.String();
    if (!IsUninstaller(spec.uninstaller)) {
      uninstaller.Fail("expected \"helm\" or \"native\", got {}",
                       uninstaller.Shown());
    }
  }
  FindProgramsFrom(FolderOf(node), spec);
  if (!node.Has("env")) return;
  for (const auto& [name, value] : node.At("env").Members()) {
    if (!IsVariableName(name)) {
      value.Fail("{} is not the name of a variable", Quoted(name));
    }
    if (DirectsHelm(name)) value.Fail("{} is the harness's to choose", name);
    spec.env[name] = value.Text();
  }
}

StrategySpec ReadStrategy(const JsonNode& node) {
  node.CheckKeys(
      Keys{"name", "workers", "label", "helm", "env", "bench", "uninstaller"});
  StrategySpec spec{node.At("name").Argument()};
  if (node.Has("workers")) {
    spec.workers = node.At("workers").Integer(1, kMaxWorkers);
  }
  ReadVariant(node, spec);
  return spec;
}

std::vector<StrategySpec> ReadStrategies(const JsonNode& node) {
  std::vector<StrategySpec> specs;
  for (const JsonNode& item : node.Items(1, 100)) {
    StrategySpec spec = ReadStrategy(item);
    if (std::ranges::find(specs, spec.Label(), &StrategySpec::Label) !=
        specs.end()) {
      item.Fail("{} is there twice", Quoted(spec.Label()));
    }
    specs.push_back(std::move(spec));
  }
  return specs;
}

std::string ReadReleaseName(const JsonNode& node) {
  const Keys known = {"chart", "namespace", "index"};
  std::string text = node.Argument();
  for (std::size_t open = text.find('{'); open != std::string::npos;
       open = text.find('{', open + 1)) {
    const std::size_t close = text.find('}', open);
    if (close == std::string::npos) {
      node.Fail("expected a \"}}\" for every \"{{\", got {}", node.Shown());
    }
    const std::string field = text.substr(open + 1, close - open - 1);
    if (std::ranges::find(known, field) == known.end()) {
      node.Fail(
          "unknown field {}{} (there are {{chart}}, {{namespace}} and "
          "{{index}})",
          Quoted("{" + field + "}"), DidYouMean(field, known));
    }
  }
  return text;
}

Timeouts ReadTimeouts(const JsonNode& node) {
  node.CheckKeys(Keys{"install_s", "ready_s", "uninstall_s", "quiet_s",
                      "settle_s", "reset_s"});
  Timeouts timeouts;
  const auto read = [&](const char* key, double& seconds) {
    if (node.Has(key)) seconds = node.At(key).Seconds(kMaxTimeout);
  };
  read("install_s", timeouts.install_s);
  read("ready_s", timeouts.ready_s);
  read("uninstall_s", timeouts.uninstall_s);
  read("quiet_s", timeouts.quiet_s);
  read("settle_s", timeouts.settle_s);
  read("reset_s", timeouts.reset_s);
  return timeouts;
}

void ReadNamespaces(const JsonNode& node, Scenario& scenario) {
  node.CheckKeys(Keys{"count", "prefix"});
  if (node.Has("count")) {
    scenario.namespace_count = node.At("count").Integer(1, kMaxNamespaces);
  }
  if (node.Has("prefix")) {
    scenario.namespace_prefix = node.At("prefix").String();
  }
}

void CheckNames(const Scenario& scenario, const fs::path& file) {
  const std::string prefix = file.string() + ": namespaces.prefix";
  for (const std::string& ns : Namespaces(scenario)) {
    CheckNamespaceName(ns, prefix);
  }
  const std::string name = file.string() + ": release_name";
  std::set<Release> seen;
  for (const PlannedRelease& planned : Releases(scenario)) {
    CheckReleaseName(planned.release.name, name);
    if (seen.insert(planned.release).second) continue;
    throw Error(
        "{}: \"{}\" gives the release \"{}\" in namespace {} twice: give every "
        "chart a name of its own and use {{chart}}",
        name, scenario.release_name, planned.release.name, planned.release.ns);
  }
}

Scenario ReadScenario(const JsonNode& node) {
  node.CheckKeys(Keys{"$schema", "name", "description", "charts", "namespaces",
                      "release_name", "real_pods", "strategies", "workers",
                      "blocks", "timeouts"});
  Scenario scenario;
  if (node.Has("$schema")) node.At("$schema").String();
  scenario.name = Label(node.At("name"));
  if (node.Has("description")) {
    scenario.description = node.At("description").String();
  }
  for (const JsonNode& item : node.At("charts").Items(1, kMaxCharts)) {
    scenario.charts.push_back(ReadChart(item));
  }
  if (node.Has("namespaces")) ReadNamespaces(node.At("namespaces"), scenario);
  if (node.Has("release_name")) {
    scenario.release_name = ReadReleaseName(node.At("release_name"));
  }
  if (node.Has("real_pods")) scenario.real_pods = node.At("real_pods").Bool();
  scenario.strategies = ReadStrategies(node.At("strategies"));
  if (node.Has("workers")) {
    scenario.workers = node.At("workers").Integer(1, kMaxWorkers);
  }
  if (node.Has("blocks")) {
    scenario.blocks = node.At("blocks").Integer(1, kMaxBlocks);
  }
  if (node.Has("timeouts")) {
    scenario.timeouts = ReadTimeouts(node.At("timeouts"));
  }
  return scenario;
}

}  // namespace

Scenario ParseScenario(std::string_view text, const fs::path& file) {
  Scenario scenario = ReadScenario(JsonNode::Parse(text, file));
  CheckNames(scenario, file);
  return scenario;
}

}  // namespace bench
