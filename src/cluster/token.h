#pragma once

#include <string>

namespace bench {

/// A new secret by which a user of a cluster of ours is known: 32 hexadecimal
/// digits that nobody can guess. Throws Error.
std::string NewToken();

}  // namespace bench
