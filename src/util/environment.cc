#include "util/environment.h"

#include <cstdlib>

namespace bench {

std::optional<std::string> FindVariable(const char* name) {
  // No thread changes the environment.
  const char* const value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe)
  if (value == nullptr) return std::nullopt;
  return value;
}

std::string Variable(const char* name) {
  return FindVariable(name).value_or("");
}

}  // namespace bench
