#include "helm/record/rules.h"

namespace bench {

HelmRules RulesOf(std::string_view version) {
  return version.starts_with("v3.") ? HelmRules::k3 : HelmRules::k4;
}

}  // namespace bench
