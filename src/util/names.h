#pragma once

#include <cstddef>
#include <string_view>

namespace bench {

/// Whether `text` is a DNS label (RFC 1123) but for its length: lower-case
/// letters, digits and "-", with a letter or digit at both ends.
bool IsDnsLabel(std::string_view text);

/// Whether helm takes a release of this name: DNS labels joined by dots, so
/// many characters in all (helm's pkg/chartutil/validate_name.go).
inline constexpr std::size_t kMaxReleaseName = 53;
bool IsReleaseName(std::string_view text);

/// Each throws Error, beginning with `where`: unless Kubernetes takes it, a DNS
/// label of at most 63 characters; unless helm takes it.
void CheckNamespaceName(std::string_view name, std::string_view where);
void CheckReleaseName(std::string_view name, std::string_view where);

}  // namespace bench
