#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "model/release.h"
#include "model/scenario.h"
#include "process/command_runner.h"

namespace bench {

/// The helm program that is used, and what it says of itself.
struct HelmProgram {
  std::filesystem::path path;
  std::string version;  // v3.22.0
  int major = 0;        // 3 or 4
  /// Not Helm's, but the program of ours that stands in for it.
  bool stand_in = false;
};

/// The name by which --helm asks for the stand-in, and where that is: beside
/// this program.
inline constexpr std::string_view kStandIn = "stand-in";
std::filesystem::path StandInPath();

/// Finds and asks helm. `requested`: a path, a name on PATH, or "stand-in";
/// empty: "helm".
/// Throws Error when it is not there (naming scripts/control-plane), is not
/// helm, or is older than 3.8.
HelmProgram FindHelm(std::string_view requested, CommandRunner& runner);

/// The environment that points helm at one cluster and at folders of its own
/// inside `home`, and takes away what the user's environment would redirect.
/// Used for every helm process and for the outside programs that call helm.
/// `costs`: the latency profile that the stand-in takes its CPU costs from;
/// empty: it costs what it costs.
std::map<std::string, std::string> HelmEnvironment(
    const std::filesystem::path& home, const std::filesystem::path& kubeconfig,
    const std::filesystem::path& costs = {});

/// The arguments of each use, without --kubeconfig: that is in `env`.
/// `values` is a file for --values.
Command InstallCommand(const HelmProgram& helm, const Release& release,
                       const Chart& chart, const std::filesystem::path& values,
                       double timeout_s);
/// Prints what InstallCommand would install, hooks and definitions included,
/// without a cluster: of the one that it is for, `server_version` is told.
/// Charts that look into their cluster, or at custom kinds that it serves, are
/// rendered as if nothing were there.
Command TemplateCommand(const HelmProgram& helm, const Release& release,
                        const Chart& chart, const std::filesystem::path& values,
                        std::string_view server_version, double timeout_s);
/// Sees every state and any number of releases, with helm 3 and 4 alike.
Command ListCommand(const HelmProgram& helm, std::string_view ns,
                    double timeout_s);
Command UninstallCommand(const HelmProgram& helm, const Release& release,
                         double timeout_s);
/// Downloads a chart from a repository or registry into `folder`.
Command PullCommand(const HelmProgram& helm, const Chart& chart,
                    const std::filesystem::path& folder, double timeout_s);

/// The releases in the output of ListCommand. Throws Error when it is not what
/// helm prints.
std::vector<Release> ParseList(std::string_view json);

/// Why a helm process failed: its own words ("release: not found") where it
/// said any, else how it ended. Empty when it succeeded.
std::string HelmFailure(const Outcome& outcome);

}  // namespace bench
