#include "util/temporary_folder.h"

#include <cstdlib>
#include <string>
#include <system_error>

#include "util/error.h"
#include "util/last_error.h"

namespace bench {

TemporaryFolder::TemporaryFolder() {
  std::error_code error;
  const std::filesystem::path parent =
      std::filesystem::temp_directory_path(error);
  if (error) throw Error("no folder for temporary files: {}", error.message());
  std::string name = parent / "bench.XXXXXX";
  if (mkdtemp(name.data()) == nullptr) {
    throw Error("no folder can be made in {}: {}", parent.string(),
                LastError().message());
  }
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace bench
