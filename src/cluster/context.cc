#include "cluster/context.h"

#include <fmt/format.h>

#include <utility>

#include "util/error.h"
#include "util/shell_word.h"

namespace bench {
ContextCluster::ContextCluster(std::string name,
                               std::span<const std::filesystem::path> files,
                               ClusterTools tools)
    : name_(std::move(name)),
      kubeconfig_(MinifiedKubeconfig(files, name_)),
      tools_(std::move(tools)),
      // Contexts of one name may lead to different clusters: k3s calls all of
      // its own "default".
      state_("context", name_, kubeconfig_.cluster) {}

ClusterState ContextCluster::Probe() {
  state_.WriteKubeconfig(kubeconfig_.text);
  const std::string why = tools_.why_not_ready(kubeconfig(), 0);
  if (why.empty()) {
    return {ClusterState::Kind::kRunning,
            fmt::format("the cluster of context {} answers", name_)};
  }
  return {ClusterState::Kind::kNotAnswering,
          fmt::format("the cluster of context {}: {}", name_, why)};
}

void ContextCluster::Up(Status& /*status*/, std::stop_token /*stop*/) {
  const ClusterState state = Probe();
  if (state.kind == ClusterState::Kind::kRunning) return;
  throw Error("{}; the harness does not start a cluster of the user's",
              state.detail);
}

void ContextCluster::Down(Status& /*status*/) {
  throw Error(
      "the cluster of context {} is not ours to end; ./bench cluster clean "
      "--cluster {} removes what the harness has left in it",
      name_, ShellWord("context:" + name_));
}

}  // namespace bench
