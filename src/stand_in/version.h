#pragma once

#include <ostream>
#include <string>

namespace bench {

/// `helm version`, with a version that is never mistaken for helm's; by a Go
/// template where there is one. Throws Error for a template that has more in it
/// than {{.Version}}.
void PrintVersion(const std::string& version_template, std::ostream& out);

}  // namespace bench
