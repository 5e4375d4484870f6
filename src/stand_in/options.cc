#include "stand_in/options.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <cstdlib>
#include <iostream>
#include <regex>

#include "util/environment.h"
#include "util/error.h"

namespace bench {
namespace {

constexpr const char* kAbout =
    "Stands in for helm 3.22 where there is none: installs charts that have "
    "their manifest rendered beside them, lists and uninstalls releases.";

/// Would send the real helm elsewhere, or to another store.
void CheckEnvironment() {
  for (const char* name :
       {"HELM_KUBETOKEN", "HELM_KUBEASUSER", "HELM_KUBEASGROUPS",
        "HELM_KUBEAPISERVER", "HELM_KUBECAFILE", "HELM_KUBETLS_SERVER_NAME",
        "HELM_KUBEINSECURE_SKIP_TLS_VERIFY"}) {
    if (!Variable(name).empty()) {
      throw Error("{} is set: the real helm is needed for that", name);
    }
  }
  const std::string driver = Variable("HELM_DRIVER");
  if (!driver.empty() && driver != "secret" && driver != "secrets") {
    throw Error("HELM_DRIVER is {}: the real helm is needed for that", driver);
  }
}

void AddVersion(CLI::App& app, VersionOptions& options) {
  CLI::App* command = app.add_subcommand("version", "print the version");
  command->add_flag("--short", options.short_form, "only the number");
  command->add_option("--template", options.template_text,
                      "a Go template, in which {{.Version}} is known");
}

/// `timeout` is checked for its form: helm knows it, and there is nothing here
/// that would wait.
void AddInstall(CLI::App& app, InstallOptions& options, std::string& timeout) {
  CLI::App* command =
      app.add_subcommand("install", "install a chart: NAME CHART");
  command->add_option("NAME", options.name);
  command->add_option("CHART", options.chart);
  command->add_option("-f,--values", options.value_files)
      ->delimiter(',')
      ->allow_extra_args(false);
  for (const char* flag :
       {"--set", "--set-string", "--set-file", "--set-json", "--set-literal"}) {
    command
        ->add_option_function<std::vector<std::string>>(
            flag,
            [&options](const std::vector<std::string>& values) {
              options.values.insert(options.values.end(), values.begin(),
                                    values.end());
            })
        ->allow_extra_args(false);
  }
  command->add_option("--description", options.description);
  command->add_option("--timeout", timeout);
  command->add_flag("--create-namespace", options.create_namespace);
  command->add_flag("--disable-openapi-validation",
                    options.disable_openapi_validation);
  command->add_flag("--skip-schema-validation", options.skip_schema_validation);
  // Of no consequence for a chart in a folder, without CRDs and notes.
  command->add_option("--version", "of the chart")->expected(1);
  command->add_flag("--skip-crds");
  command->add_flag("--hide-notes");
}

void AddList(CLI::App& app, ListOptions& options) {
  CLI::App* command = app.add_subcommand("list", "list releases")->alias("ls");
  command->add_flag("-A,--all-namespaces", options.all_namespaces);
  command->add_flag("-q,--short", options.names_only);
  command->add_flag("-a,--all", options.all_states);
  command->add_option("-m,--max", options.max);
  command->add_option("-o,--output", options.output)
      ->check(CLI::IsMember({"table", "json"}));
  for (const char* state : {"deployed", "failed", "pending", "uninstalling",
                            "uninstalled", "superseded"}) {
    command->add_flag_callback(std::string("--") + state, [&options, state] {
      options.states.emplace_back(state);
    });
  }
}

void AddUninstall(CLI::App& app, UninstallOptions& options,
                  std::string& timeout) {
  CLI::App* command =
      app.add_subcommand("uninstall", "uninstall releases: NAME…");
  command->alias("delete")->alias("del")->alias("un");
  command->add_option("NAME", options.names);
  command->add_flag("--dry-run", options.dry_run);
  command->add_flag("--no-hooks", options.no_hooks);
  command->add_flag("--ignore-not-found", options.ignore_not_found);
  command->add_flag("--keep-history", options.keep_history);
  command->add_flag("--wait", options.wait);
  command->add_option("--cascade", options.cascade);
  command->add_option("--timeout", timeout);
  command->add_option("--description", options.description);
}

/// The first thing that nobody took, if there is one.
void RefuseRest(const CLI::App& app) {
  const std::vector<std::string> rest = app.remaining(/*recurse=*/true);
  if (rest.empty()) return;
  const auto flag = std::find_if(
      rest.begin(), rest.end(),
      [](const std::string& word) { return word.starts_with('-'); });
  throw Error(
      "{}: not known to this stand-in for helm (see --help): the real helm is "
      "needed for that",
      flag != rest.end() ? *flag : rest.front());
}

void Check(const Options& options) {
  const UninstallOptions& uninstall = options.uninstall;
  if (options.command == "uninstall" && uninstall.names.empty()) {
    throw Error(
        "\"helm uninstall\" requires at least 1 argument\n\n"
        "Usage:  helm uninstall RELEASE_NAME [...] [flags]");
  }
  constexpr std::array kCascades = {"background", "foreground", "orphan"};
  if (std::find(kCascades.begin(), kCascades.end(), uninstall.cascade) ==
      kCascades.end()) {
    throw Error(
        "invalid cascade value ({}). Must be \"background\", \"foreground\", "
        "or \"orphan\"",
        uninstall.cascade);
  }
  if (options.command == "install" && options.install.chart.empty()) {
    throw Error(
        "INSTALLATION FAILED: must either provide a name or specify "
        "--generate-name");
  }
}

}  // namespace

Options ParseOptions(int argc, const char* const* argv) {
  Options options;
  options.kube_context = Variable("HELM_KUBECONTEXT");
  options.ns = Variable("HELM_NAMESPACE");
  std::string timeout = "5m0s";
  CLI::App app(kAbout, "helm-stand-in");
  app.fallthrough();
  app.allow_extras();
  app.add_option("--kubeconfig", options.kubeconfig);
  app.add_option("--kube-context", options.kube_context);
  app.add_option("-n,--namespace", options.ns);
  AddVersion(app, options.version);
  AddInstall(app, options.install, timeout);
  AddList(app, options.list);
  AddUninstall(app, options.uninstall, timeout);
  for (CLI::App* command : app.get_subcommands({})) command->allow_extras();
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() != 0) throw Error("{}", error.what());
    app.exit(error, std::cout, std::cerr);
    return {};
  }
  RefuseRest(app);
  CheckEnvironment();
  const auto commands = app.get_subcommands();
  if (commands.empty()) {
    std::cout << app.help();
    return {};
  }
  options.command = commands.front()->get_name();
  options.uninstall.timeout = ParseDuration(timeout);
  Check(options);
  return options;
}

std::chrono::nanoseconds ParseDuration(const std::string& text) {
  static const std::regex kPart(
      R"(^([0-9]+\.?[0-9]*|\.[0-9]+)(ns|us|ms|s|m|h))");
  constexpr std::size_t kLongest = 40;
  std::string rest = text.substr(text.starts_with('+') ? 1 : 0);
  std::chrono::duration<double> sum{};
  std::smatch match;
  while (text.size() < kLongest && std::regex_search(rest, match, kPart)) {
    const double number = std::stod(match[1]);
    const std::string unit = match[2];
    sum += std::chrono::duration<double>(number * (unit == "h"    ? 3600
                                                   : unit == "m"  ? 60
                                                   : unit == "s"  ? 1
                                                   : unit == "ms" ? 1e-3
                                                   : unit == "us" ? 1e-6
                                                                  : 1e-9));
    rest = match.suffix();
  }
  constexpr std::chrono::hours kMost(24 * 365);
  if (!rest.empty() || text.empty() || sum > kMost) {
    const bool no_unit =
        !rest.empty() &&
        rest.find_first_not_of("0123456789.") == std::string::npos;
    throw Error(
        "invalid argument \"{}\" for \"--timeout\" flag: time: {} \"{}\"", text,
        no_unit ? "missing unit in duration" : "invalid duration", text);
  }
  return std::chrono::duration_cast<std::chrono::nanoseconds>(sum);
}

}  // namespace bench
