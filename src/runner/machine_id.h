#pragma once

#include <filesystem>
#include <string>

namespace bench {

/// Tells this machine from others, as "sha256:…" of what its system is known
/// by, which is not for everybody to read (machine-id(5)): of a container
/// without an id of its own, of this boot of its host. Empty: nothing is known.
/// `root`: where /etc and /proc are looked for.
std::string ReadMachineId(const std::filesystem::path& root = "/");

}  // namespace bench
