#include "stand_in/helm_costs.h"

#include <limits>

#include "util/burn.h"
#include "util/error.h"
#include "util/json_node.h"
#include "util/read_file.h"

namespace bench {
HelmCosts ReadHelmCosts(const std::filesystem::path& profile) {
  const auto text = ReadFile(profile);
  if (!text) throw Error("{}: cannot be read", profile.string());
  const JsonNode root = JsonNode::Parse(*text, profile);
  root.CheckObject();
  if (!root.Has("helm")) return {};
  const JsonNode helm = root.At("helm");
  helm.CheckObject();
  const auto cost = [&](const char* key) {
    if (!helm.Has(key)) return 0.0;
    return helm.At(key).Number(0, std::numeric_limits<double>::max(),
                               "a number of seconds, 0 or more");
  };
  return {.start_s = cost("start_cpu_s"),
          .list_s = cost("list_cpu_s"),
          .install_s = cost("install_cpu_s"),
          .install_object_s = cost("install_object_cpu_s"),
          .uninstall_s = cost("uninstall_cpu_s"),
          .uninstall_object_s = cost("uninstall_object_cpu_s")};
}

Burner::Burner(HelmCosts costs, double mark_s)
    : costs_(costs), target_s_(mark_s) {}

void Burner::Spend(double seconds) {
  target_s_ += seconds;
  BurnCpuUntil(target_s_);
}

}  // namespace bench
