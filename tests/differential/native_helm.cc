// helm, but for what `uninstall` does: that is done by this project's own
// uninstaller, with helm's words and exit codes. What suites that were written
// for helm are run with.
//
//   NATIVE_HELM       the helm for everything else, whose rules are followed
//   NATIVE_SEMANTICS  v3 or v4, where they are to be another's

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <array>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "kubernetes/kubeconfig.h"
#include "uninstaller/native/api_session.h"
#include "uninstaller/native/release_uninstall.h"
#include "util/error.h"
#include "util/names.h"

namespace bench {
namespace {

std::string Variable(const char* name, const std::string& otherwise) {
  const char* const value = std::getenv(name);
  return value == nullptr ? otherwise : value;
}

struct Asked {
  std::vector<std::string> names;
  std::string ns = "default";
  std::string cascade = "background";
  std::string kubeconfig = Variable("KUBECONFIG", "");
  double timeout_s = 300;
  bool no_hooks = false;
  bool ignore_not_found = false;
  NativeOptions options;
};

void Declare(CLI::App& app, Asked& asked) {
  app.add_option("NAME", asked.names)->required();
  app.add_option("-n,--namespace", asked.ns);
  app.add_option("--cascade", asked.cascade)
      ->check(CLI::IsMember({"background", "foreground", "orphan"}));
  app.add_option("--timeout", asked.timeout_s)
      ->transform(CLI::AsNumberWithUnit(
          std::map<std::string, double>{{"s", 1}, {"m", 60}}));
  app.add_option("--description", asked.options.description);
  app.add_flag("--wait", asked.options.wait);
  app.add_option("--kubeconfig", asked.kubeconfig);
  app.add_flag("--no-hooks", asked.no_hooks);
  app.add_flag("--ignore-not-found", asked.ignore_not_found);
  app.add_flag("--keep-history", asked.options.keep_history);
}

/// Never throws: all failures are in helm's words.
Async<UninstallOutcome> Uninstall(ApiSession& session, const Asked& asked,
                                  std::string name) {
  UninstallOutcome missing;
  if (!IsReleaseName(name)) {
    missing.error = "uninstall: Release name is invalid: " + name;
    co_return missing;
  }
  try {
    std::optional<UninstallOutcome> outcome =
        co_await UninstallByName(session, asked.ns, name, asked.options);
    if (outcome) co_return std::move(*outcome);
  } catch (const Error& error) {
    missing.error = NotLoaded(
        name,
        fmt::format("query: failed to query with labels: {}", error.what()));
    co_return missing;
  }
  if (!asked.ignore_not_found) {
    missing.error = NotLoaded(name, "release: not found");
  }
  co_return missing;
}

/// What helm prints of it.
std::string Information(const UninstallOutcome& outcome) {
  std::string text;
  const auto add = [&text](const std::string& title,
                           const std::vector<std::string>& objects) {
    if (objects.empty()) return;
    text += fmt::format("{}{}:\n{}\n", text.empty() ? "" : "\n", title,
                        fmt::join(objects, "\n"));
  };
  add("These resources were kept due to the resource policy", outcome.kept);
  add(fmt::format("{} resource(s) were not deleted because they are not owned "
                  "by this release",
                  outcome.not_owned.size()),
      outcome.not_owned);
  add(fmt::format("{} resource(s) were not deleted because their ownership "
                  "could not be verified",
                  outcome.unverifiable.size()),
      outcome.unverifiable);
  return text.empty() ? "" : text + "\n";
}

int UninstallAll(const Asked& asked) {
  ApiSession session(
      MakeSessionLoop(
          LoadKubeconfig(std::array{std::filesystem::path(asked.kubeconfig)},
                         ""),
          kDefaultInFlight),
      kDefaultInFlight, std::stop_token());
  for (const std::string& name : asked.names) {
    const UninstallOutcome outcome = RunAsync(Uninstall(session, asked, name),
                                              [&session] { session.Run(); });
    if (!outcome.needs_helm.empty()) {
      fmt::print(stderr, "Error: only helm: {}\n", outcome.needs_helm);
      return 3;
    }
    if (!outcome.error.empty()) {
      fmt::print(stderr, "Error: {}\n", outcome.error);
      return 1;
    }
    fmt::print("{}release \"{}\" uninstalled\n", Information(outcome), name);
  }
  return 0;
}

int BecomeHelm(char** argv) {
  const std::string helm = Variable("NATIVE_HELM", "helm");
  execvp(helm.c_str(), argv);
  throw Error("{}: cannot be run", helm);
}

int Main(int argc, char** argv) {
  if (argc < 2 || std::string(argv[1]) != "uninstall") return BecomeHelm(argv);
  Asked asked;
  CLI::App app("helm uninstall");
  Declare(app, asked);
  try {
    app.parse(argc - 1, argv + 1);
  } catch (const CLI::ParseError& error) {
    return app.exit(error);
  }
  asked.options.rules = Variable("NATIVE_SEMANTICS", "v3") == "v4"
                            ? HelmRules::k4
                            : HelmRules::k3;
  if (Variable("HELM_DRIVER", "").starts_with("configmap")) {
    asked.options.driver = StorageDriver::kConfigMaps;
  }
  asked.options.run_hooks = !asked.no_hooks;
  asked.options.timeout = std::chrono::duration_cast<Clock::duration>(
      std::chrono::duration<double>(asked.timeout_s));
  asked.options.propagation = asked.cascade;
  asked.options.propagation[0] =
      static_cast<char>(std::toupper(asked.cascade[0]));
  return UninstallAll(asked);
}

}  // namespace
}  // namespace bench

int main(int argc, char** argv) {
  try {
    return bench::Main(argc, argv);
  } catch (const std::exception& error) {
    fmt::print(stderr, "Error: {}\n", error.what());
    return 1;
  }
}
