#pragma once

#include <string_view>

namespace bench {

/// The two helms, which do not leave the same behind: helm 4 asks whether an
/// object is the release's before it deletes it, makes hooks by applying, and
/// deletes the configurations of webhooks first.
enum class HelmRules { k3, k4 };

/// Those of a helm by its version, "v4.3.2".
HelmRules RulesOf(std::string_view version);

}  // namespace bench
