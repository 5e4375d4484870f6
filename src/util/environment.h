#pragma once

#include <optional>
#include <string>

namespace bench {

/// A variable of this process's environment, which nothing here ever changes.
std::optional<std::string> FindVariable(const char* name);

/// The same where to be empty is as good as not to be there.
std::string Variable(const char* name);

}  // namespace bench
