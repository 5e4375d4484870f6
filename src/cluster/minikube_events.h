#pragma once

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

/// What minikube says went wrong, with its advice: its error events, else its
/// last words.
std::string MinikubeError(std::string_view out, std::string_view err);

/// What `minikube status -o json` says of a profile's nodes.
struct MinikubeStatus {
  bool running = false;     // host, kubelet and API server of every node
  bool configured = false;  // the kubeconfig has it, with the right address
  std::string detail;       // "host Stopped, kubelet Stopped, API server …"
};

/// Reads one object, or an array of them when there are several nodes. Empty
/// when `out` holds neither.
std::optional<MinikubeStatus> ParseMinikubeStatus(std::string_view out);

}  // namespace bench
