#include <fmt/format.h>

#include "cluster/kinds.h"
#include "kubernetes/kubeconfig.h"
#include "util/error.h"
#include "util/shell_word.h"

namespace bench {
namespace {

class ContextCluster final : public Cluster {
 public:
  // Contexts of one name may lead to different clusters: k3s calls all of its
  // own "default".
  ContextCluster(const std::string& name, const SingleContext& kubeconfig,
                 const ClusterTools& tools)
      : Cluster("context", name, tools, kubeconfig.cluster),
        kubeconfig_(kubeconfig.text) {}

  ClusterState Probe() override {
    state().WriteKubeconfig(kubeconfig_);
    const std::string why = WhyNotReady(0);
    if (why.empty()) {
      return {ClusterState::Kind::kRunning,
              fmt::format("the cluster of context {} answers", name())};
    }
    return {ClusterState::Kind::kNotAnswering,
            fmt::format("the cluster of context {}: {}", name(), why)};
  }

  void Up(Status& /*status*/, std::stop_token /*stop*/) override {
    const ClusterState found = Probe();
    if (found.kind == ClusterState::Kind::kRunning) return;
    throw Error("{}; this asks it the same: kubectl --context {} get --raw {}",
                found.detail, ShellWord(name()), "/readyz");
  }

  void Down(Status& /*status*/) override {
    throw Error(
        "the cluster of context {} is not ours to end; ./bench cluster clean "
        "--cluster {} removes what the harness has left in it",
        name(), ShellWord("context:" + name()));
  }

 private:
  std::string kubeconfig_;
};

}  // namespace

std::unique_ptr<Cluster> MakeContextCluster(
    const std::string& name, std::span<const std::filesystem::path> files,
    const ClusterTools& tools) {
  // What is wrong is told of the user's own files: the copy has all the same.
  LoadKubeconfig(files, name);
  return std::make_unique<ContextCluster>(name, MinifiedKubeconfig(files, name),
                                          tools);
}

}  // namespace bench
