#include "cluster/context.h"

#include <fmt/format.h>

#include <utility>

#include "kubernetes/kubeconfig.h"
#include "util/error.h"
#include "util/shell_word.h"

namespace bench {

ContextCluster::ContextCluster(std::string name,
                               std::vector<std::filesystem::path> files,
                               ClusterTools tools)
    : name_(std::move(name)),
      files_(std::move(files)),
      tools_(std::move(tools)),
      state_("context", name_) {}

ClusterState ContextCluster::Probe() {
  state_.WriteKubeconfig(MinifiedKubeconfig(files_, name_));
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
