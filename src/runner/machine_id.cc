#include "runner/machine_id.h"

#include <string_view>

#include "util/digest.h"
#include "util/read_file.h"
#include "util/text.h"

namespace bench {

std::string ReadMachineId(const std::filesystem::path& root) {
  for (const char* const file : {"etc/machine-id", "var/lib/dbus/machine-id",
                                 "proc/sys/kernel/random/boot_id"}) {
    const std::string text = ReadFile(root / file).value_or("");
    const std::string_view id = Trim(text);
    if (id.empty() || id == "uninitialized") continue;
    return TextDigest("helm-bench " + std::string(id));
  }
  return "";
}

}  // namespace bench
