#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <string>

namespace bench {

/// Throws Error where a kubeconfig's field is not of its type, also in what is
/// not used, since kubectl and helm refuse such a file as a whole. Fields that
/// nobody knows are skipped. Names the file, the place and both types, never
/// the value, which may be a secret.
void CheckFields(const std::filesystem::path& file,
                 const nlohmann::json& kubeconfig);

/// The string under `key` of an object that CheckFields has passed; empty when
/// there is none.
std::string TextOf(const nlohmann::json& object, const std::string& key);

}  // namespace bench
