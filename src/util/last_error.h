#pragma once

#include <cerrno>
#include <system_error>

namespace bench {

/// errno, for its message: to be asked right after the call that failed.
inline std::error_code LastError() { return {errno, std::generic_category()}; }

}  // namespace bench
