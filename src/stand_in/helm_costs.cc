#include "stand_in/helm_costs.h"

#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>

#include "util/burn.h"
#include "util/error.h"
#include "util/read_file.h"

namespace bench {
namespace {

using nlohmann::json;

json ReadProfile(const std::filesystem::path& profile) {
  const std::optional<std::string> text = ReadFile(profile);
  if (!text) throw Error("{}: cannot be read", profile.string());
  try {
    json root = json::parse(*text);
    if (root.is_object()) return root;
  } catch (const json::exception& error) {
    throw Error("{}: not JSON: {}", profile.string(), error.what());
  }
  throw Error("{}: expected an object", profile.string());
}

double ReadCost(const json& helm, const char* key,
                const std::filesystem::path& profile) {
  const auto found = helm.find(key);
  if (found == helm.end()) return 0;
  const double seconds = found->is_number() ? found->get<double>() : -1;
  if (!std::isfinite(seconds) || seconds < 0) {
    throw Error("{}: helm.{}: expected a number of seconds, 0 or more, got {}",
                profile.string(), key, found->dump());
  }
  return seconds;
}

}  // namespace

HelmCosts ReadHelmCosts(const std::filesystem::path& profile) {
  const json root = ReadProfile(profile);
  const auto helm = root.find("helm");
  if (helm == root.end()) return {};
  if (!helm->is_object()) {
    throw Error("{}: helm: expected an object", profile.string());
  }
  const auto cost = [&](const char* key) {
    return ReadCost(*helm, key, profile);
  };
  HelmCosts costs;
  costs.start_s = cost("start_cpu_s");
  costs.list_s = cost("list_cpu_s");
  costs.install_s = cost("install_cpu_s");
  costs.install_object_s = cost("install_object_cpu_s");
  costs.uninstall_s = cost("uninstall_cpu_s");
  costs.uninstall_object_s = cost("uninstall_object_cpu_s");
  return costs;
}

Burner::Burner(HelmCosts costs, double mark_s)
    : costs_(costs), target_s_(mark_s) {}

void Burner::Spend(double seconds) {
  target_s_ += seconds;
  BurnCpuUntil(target_s_);
}

}  // namespace bench
