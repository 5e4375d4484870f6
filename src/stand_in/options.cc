#include "stand_in/options.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>

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

void AddVersion(CLI::App& app, std::string& version_template) {
  CLI::App* command = app.add_subcommand("version", "print the version");
  command->add_option("--template", version_template,
                      "a Go template, in which {{.Version}} is known");
}

CLI::App* AddInstall(CLI::App& app, const char* name, const char* about,
                     InstallOptions& options) {
  CLI::App* command = app.add_subcommand(name, about);
  command->add_option("NAME", options.name);
  command->add_option("CHART", options.chart);
  command->add_option("-f,--values", options.value_files)
      ->delimiter(',')
      ->allow_extra_args(false);
  command->add_option("--set", options.values)->allow_extra_args(false);
  command->add_flag("--disable-openapi-validation",
                    options.disable_openapi_validation);
  return command;
}

void AddTemplate(CLI::App& app, InstallOptions& options) {
  CLI::App* command = AddInstall(
      app, "template", "print what would be installed: NAME CHART", options);
  // Neither changes what is rendered already.
  command->add_option("--kube-version")->expected(1);
  command->add_flag("--include-crds");
}

void AddList(CLI::App& app, ListOptions& options) {
  CLI::App* command = app.add_subcommand("list", "list releases")->alias("ls");
  command->add_option("-m,--max", options.max);
  command->add_option("-o,--output", "only json is known")
      ->expected(1)
      ->required()
      ->check(CLI::IsMember({"json"}));
  for (const char* state : {"deployed", "failed", "pending", "uninstalling",
                            "uninstalled", "superseded"}) {
    command->add_flag_callback(std::string("--") + state, [&options, state] {
      options.states.emplace_back(state);
    });
  }
}

void AddUninstall(CLI::App& app, UninstallOptions& options) {
  CLI::App* command =
      app.add_subcommand("uninstall", "uninstall releases: NAME…");
  command->alias("delete")->alias("del")->alias("un");
  command->add_option("NAME", options.names);
  command->add_flag("--no-hooks", options.no_hooks);
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
  if (options.command == "uninstall" && options.uninstall.names.empty()) {
    throw Error(
        "\"helm uninstall\" requires at least 1 argument\n\n"
        "Usage:  helm uninstall RELEASE_NAME [...] [flags]");
  }
  const bool installs = options.command == "install";
  if ((installs || options.command == "template") &&
      options.install.chart.empty()) {
    throw Error("{}must either provide a name or specify --generate-name",
                installs ? "INSTALLATION FAILED: " : "");
  }
}

}  // namespace

Options ParseOptions(int argc, const char* const* argv) {
  Options options;
  options.kube_context = Variable("HELM_KUBECONTEXT");
  options.ns = Variable("HELM_NAMESPACE");
  CLI::App app(kAbout, "helm-stand-in");
  app.fallthrough();
  app.allow_extras();
  app.add_option("--kubeconfig", options.kubeconfig);
  app.add_option("--kube-context", options.kube_context);
  app.add_option("-n,--namespace", options.ns);
  AddVersion(app, options.version_template);
  AddInstall(app, "install", "install a chart: NAME CHART", options.install);
  AddTemplate(app, options.install);
  AddList(app, options.list);
  AddUninstall(app, options.uninstall);
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
  Check(options);
  return options;
}

}  // namespace bench
