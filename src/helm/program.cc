#include "helm/program.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <cstddef>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "process/program.h"
#include "util/json_reason.h"
#include "util/pattern.h"
#include "util/seconds.h"
#include "util/short_reason.h"
#include "util/text.h"

namespace bench {
namespace {

// 3.8 is the first with OCI registries switched on.
constexpr int kOldestMinor = 8;
// What is longer is no version.
constexpr std::size_t kLongestVersion = 100;

Command HelmCommand(const HelmProgram& helm, std::vector<std::string> arguments,
                    double timeout_s) {
  Command command;
  command.argv.push_back(helm.path.string());
  command.argv.insert(command.argv.end(), arguments.begin(), arguments.end());
  command.timeout = Milliseconds(timeout_s);
  return command;
}

// "v3.22.0" -> {3, 22}; nothing when it does not look like a version.
std::optional<std::pair<int, int>> ParseVersion(const std::string& text) {
  static const Pattern kBeginning(R"(^v(\d{1,9})\.(\d{1,9}))");
  const std::vector<std::string> found = kBeginning.Find(text);
  if (found.empty()) return std::nullopt;
  return std::pair(std::stoi(found[1]), std::stoi(found[2]));
}

std::filesystem::path ResolveHelm(std::string_view requested) {
  if (requested.empty()) {
    if (auto found = FindProgram("helm")) return *found;
    throw Error(
        "no helm on PATH: scripts/control-plane makes one available, or name "
        "one with --helm PATH");
  }
  if (requested == kStandIn) return StandInPath();
  if (auto found = FindProgram(requested)) return *found;
  throw Error(
      "--helm {}: no such program (scripts/control-plane makes helm and helm4 "
      "available)",
      requested);
}

// An empty value is as good as none to helm. Any of these would send it to
// another cluster, user, namespace or store than ours.
std::map<std::string, std::string> Undirected() {
  return {
      {"HELM_DRIVER", ""},
      {"HELM_NAMESPACE", ""},
      {"HELM_KUBECONTEXT", ""},
      {"HELM_KUBEAPISERVER", ""},
      {"HELM_KUBETOKEN", ""},
      {"HELM_KUBEASUSER", ""},
      {"HELM_KUBEASGROUPS", ""},
      {"HELM_KUBECAFILE", ""},
      {"HELM_KUBETLS_SERVER_NAME", ""},
      {"HELM_KUBEINSECURE_SKIP_TLS_VERIFY", ""},
      {"HELM_DEBUG", ""},
  };
}

void AppendSource(const Chart& chart, std::vector<std::string>& arguments) {
  arguments.push_back(chart.source);
  if (!chart.repository.empty()) {
    arguments.insert(arguments.end(), {"--repo", chart.repository});
  }
  if (!chart.version.empty()) {
    arguments.insert(arguments.end(), {"--version", chart.version});
  }
}

// `use`: install, or what takes the same arguments.
std::vector<std::string> InstallArguments(const char* use,
                                          const Release& release,
                                          const Chart& chart,
                                          const std::filesystem::path& values) {
  std::vector<std::string> arguments = {use, release.name};
  AppendSource(chart, arguments);
  // Without OpenAPI an install is 0.2 s and 2.8 MB lighter, and it is not what
  // is measured.
  arguments.insert(arguments.end(),
                   {"--namespace", release.ns, "--values", values.string(),
                    "--disable-openapi-validation"});
  for (const std::string& set : chart.set) {
    arguments.insert(arguments.end(), {"--set", set});
  }
  arguments.insert(arguments.end(), chart.install_flags.begin(),
                   chart.install_flags.end());
  return arguments;
}

}  // namespace

std::filesystem::path StandInPath() { return ProgramBeside("helm-stand-in"); }

HelmProgram FindHelm(std::string_view requested, CommandRunner& runner) {
  HelmProgram helm;
  helm.path = ResolveHelm(requested);
  const Outcome outcome = runner.Run(
      {.argv = {helm.path.string(), "version", "--template", "{{.Version}}"},
       .env = Undirected(),
       .timeout = std::chrono::seconds(30)},
      {});
  helm.version = Trim(outcome.out);
  const auto version = ParseVersion(helm.version);
  if (!outcome.Ok() || !version || helm.version.size() > kLongestVersion) {
    throw Error("{} is not helm 3 or 4: `{} version` ended with {}{}{}",
                helm.path.string(), helm.path.filename().string(),
                EndingText(outcome.ending), outcome.err.empty() ? "" : ": ",
                ShortReason(Trim(outcome.err)));
  }
  helm.major = version->first;
  helm.stand_in = helm.version.ends_with("+stand-in");
  if (*version < std::pair(3, kOldestMinor)) {
    throw Error("{} is helm {}: too old, 3.{} or newer is needed",
                helm.path.string(), helm.version, kOldestMinor);
  }
  return helm;
}

std::map<std::string, std::string> HelmEnvironment(
    const std::filesystem::path& home, const std::filesystem::path& kubeconfig,
    const std::filesystem::path& costs) {
  auto environment = Undirected();
  environment.merge(std::map<std::string, std::string>{
      {"KUBECONFIG", kubeconfig.string()},
      {"HELM_STAND_IN_PROFILE", costs.string()},
      {"KUBECACHEDIR", home / "kube"},
      // Helm takes registry logins from Docker where it has none of its own.
      {"DOCKER_CONFIG", home / "docker"},
      {"HELM_CACHE_HOME", home / "cache"},
      {"HELM_CONFIG_HOME", home / "config"},
      {"HELM_CONTENT_CACHE", home / "cache" / "content"},
      {"HELM_DATA_HOME", home / "data"},
      {"HELM_PLUGINS", home / "data" / "plugins"},
      {"HELM_REGISTRY_CONFIG", home / "config" / "registry" / "config.json"},
      {"HELM_REPOSITORY_CACHE", home / "cache" / "repository"},
      {"HELM_REPOSITORY_CONFIG", home / "config" / "repositories.yaml"},
  });
  return environment;
}

Command InstallCommand(const HelmProgram& helm, const Release& release,
                       const Chart& chart, const std::filesystem::path& values,
                       double timeout_s) {
  return HelmCommand(helm, InstallArguments("install", release, chart, values),
                     timeout_s);
}

Command TemplateCommand(const HelmProgram& helm, const Release& release,
                        const Chart& chart, const std::filesystem::path& values,
                        std::string_view server_version, double timeout_s) {
  std::vector<std::string> arguments =
      InstallArguments("template", release, chart, values);
  arguments.insert(arguments.end(),
                   {"--kube-version", std::string(server_version)});
  if (std::ranges::find(chart.install_flags, "--skip-crds") ==
      chart.install_flags.end()) {
    arguments.emplace_back("--include-crds");
  }
  return HelmCommand(helm, std::move(arguments), timeout_s);
}

Command ListCommand(const HelmProgram& helm, std::string_view ns,
                    double timeout_s) {
  // -m 0: else 256 at most, without a word. The states one by one: helm 4 has
  // no --all, and helm 3 hides all but two of them by default.
  return HelmCommand(helm,
                     {"list", "--namespace", std::string(ns), "--max", "0",
                      "--output", "json", "--deployed", "--failed", "--pending",
                      "--uninstalling", "--uninstalled", "--superseded"},
                     timeout_s);
}

Command UninstallCommand(const HelmProgram& helm, const Release& release,
                         double timeout_s) {
  return HelmCommand(
      helm, {"uninstall", release.name, "--namespace", release.ns}, timeout_s);
}

Command PullCommand(const HelmProgram& helm, const Chart& chart,
                    const std::filesystem::path& folder, double timeout_s) {
  std::vector<std::string> arguments = {"pull"};
  AppendSource(chart, arguments);
  arguments.insert(arguments.end(), {"--destination", folder.string()});
  return HelmCommand(helm, std::move(arguments), timeout_s);
}

std::vector<Release> ParseList(std::string_view json) {
  std::vector<Release> releases;
  try {
    for (const auto& entry : nlohmann::json::parse(json)) {
      releases.push_back({entry.at("namespace").get<std::string>(),
                          entry.at("name").get<std::string>()});
    }
  } catch (const nlohmann::json::exception& error) {
    throw Error("`helm list --output json` printed something else: {}",
                JsonReason(error));
  }
  return releases;
}

std::string HelmFailure(const Outcome& outcome) {
  constexpr std::string_view kPrefix = "Error: ";
  std::string_view words = outcome.err;
  // Warnings come first, line by line; the error is the last thing it says.
  if (const auto line = words.rfind(fmt::format("\n{}", kPrefix));
      line != std::string_view::npos) {
    words.remove_prefix(line + 1);
  }
  if (words.starts_with(kPrefix)) words.remove_prefix(kPrefix.size());
  return Failure(outcome, words);
}

}  // namespace bench
