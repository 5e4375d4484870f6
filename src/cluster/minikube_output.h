#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace bench {

/// One line of what minikube prints with -o json while it works: a CloudEvent.
/// All fields of its data are text; those that are not there are empty.
struct MinikubeEvent {
  std::string type;          // step, info, warning, error, download.progress …
  std::string name;          // of a step or an error: Pulling Base Image
  std::string message;       // for people
  std::string advice;        // of an error: what to do
  std::string current_step;  // 0 … total_steps; not every number occurs
  std::string total_steps;
};

/// Empty for a line that is no event.
std::optional<MinikubeEvent> ParseMinikubeEvent(std::string_view line);

/// What minikube says went wrong, with its advice: the first of its error
/// events, which those behind it follow from, else its last words. Not more
/// than a reader has room for (kLongestReason).
std::string MinikubeError(std::string_view out, std::string_view err);

/// What `minikube status -o json` says of a profile's nodes.
struct MinikubeStatus {
  bool running = false;     // host, kubelet and API server of every node
  bool configured = false;  // the kubeconfig has it, with the right address
  /// Its machines could be looked at.
  bool known = true;
  /// They could not, since they have been removed behind minikube's back.
  bool machine_gone = false;
  /// Of a profile that does not run, what does not, or why nobody can tell:
  /// "kubelet Stopped, API server Paused". Empty: it is stopped as a whole.
  std::string detail;
};

/// Reads one object, or an array of them when there are several nodes; where no
/// node can be looked at (null), the reason is in `err`. Empty when `out` holds
/// none of these.
std::optional<MinikubeStatus> ParseMinikubeStatus(std::string_view out,
                                                  std::string_view err);

/// What the profile `name` was made with, of `minikube profile list -o json`,
/// by name: "driver", "container runtime", "processors", "memory". Empty where
/// the list does not have it.
std::map<std::string, std::string> ParseMinikubeProfile(
    std::string_view list, const std::string& name);

}  // namespace bench
