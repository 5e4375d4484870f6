#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string_view>
#include <vector>

#include "kubernetes/objects.h"

namespace bench {

/// A simulated cluster keeps objects of every kind, and acts upon some. Where a
/// real one acts upon such an object and thereby changes what installs or
/// uninstalls do, or whether they may, a measurement without it would mislead:
/// for those, what is not done, as a clause ("it never asks …"); empty for all
/// others. The conformance suite's differences.json has a row for each of
/// these, and for what is only kept and does not mislead.
std::string_view WhyKeptOnly(const nlohmann::json& object);
std::string_view WhyKeptOnly(std::string_view group, std::string_view kind);

/// Those that stand in a cluster and belong to no namespace: they would mislead
/// about all that is installed beside them. Throws Error.
std::vector<Object> FindKeptOnly(Api& api);

}  // namespace bench
