#include <chrono>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

#include "kubernetes/curl_api.h"
#include "kubernetes/kubeconfig.h"
#include "stand_in/commands.h"
#include "stand_in/helm_costs.h"
#include "stand_in/options.h"
#include "util/environment.h"
#include "util/error.h"

namespace bench {
namespace {

HelmCosts Costs() {
  const std::string profile = Variable("HELM_STAND_IN_PROFILE");
  return profile.empty() ? HelmCosts() : ReadHelmCosts(profile);
}

ClusterAccess Access(const Options& options) {
  std::vector<std::filesystem::path> files = UserKubeconfigFiles();
  if (!options.kubeconfig.empty()) files = {options.kubeconfig};
  try {
    ClusterAccess access = LoadKubeconfig(files, options.kube_context);
    if (!options.ns.empty()) access.ns = options.ns;
    return access;
  } catch (const Error& error) {
    throw Error("Kubernetes cluster unreachable: {}", error.what());
  }
}

void Dispatch(const Options& options) {
  Burner burner(Costs());
  burner.Spend(burner.costs().start_s);
  if (options.command == "version") {
    PrintVersion(options.version_template, std::cout);
    return;
  }
  if (options.command == "template") {
    Template(options.install, options.ns.empty() ? "default" : options.ns,
             std::cout);
    return;
  }
  const ClusterAccess access = Access(options);
  // As helm, whose goroutines are not counted.
  const auto api = MakeCurlApi(access, /*connections=*/0);
  Client client(*api, access.server, [](std::chrono::nanoseconds time) {
    std::this_thread::sleep_for(time);
  });
  DiscoveryCache kinds(client, KubeCacheFolder(), access.server);
  Session session{client, kinds, burner, Throttle::FromEnvironment(),
                  access.ns};
  if (options.command == "install") {
    Install(options.install, session, std::cout);
  } else if (options.command == "list") {
    List(options.list, session, std::cout);
  } else {
    Uninstall(options.uninstall, session, std::cout);
  }
}

}  // namespace
}  // namespace bench

int main(int argc, char** argv) {
  try {
    const bench::Options options = bench::ParseOptions(argc, argv);
    if (!options.command.empty()) bench::Dispatch(options);
    return EXIT_SUCCESS;
  } catch (const std::exception& error) {
    std::cerr << "Error: " << error.what() << '\n';
    return EXIT_FAILURE;
  }
}
