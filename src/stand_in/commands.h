#pragma once

#include <ostream>
#include <string>

#include "stand_in/options.h"
#include "stand_in/session.h"

namespace bench {

/// `helm version`, with a version that is never mistaken for helm's; by a Go
/// template where there is one. Throws Error for a template that has more in it
/// than {{.Version}}.
void PrintVersion(const std::string& version_template, std::ostream& out);

/// `helm install`. Differs from it in that no OpenAPI is asked for, not even
/// for the namespace. This and the others throw Error with helm's words.
void Install(const InstallOptions& options, Session& session,
             std::ostream& out);

/// `helm template`: the manifest that `install` would send. `ns`: the release's
/// namespace. Throws Error for all that `install` refuses before it asks the
/// cluster, and for hooks.
void Template(const InstallOptions& options, const std::string& ns,
              std::ostream& out);

/// `helm list --output json`: the newest record of each release, in the states
/// that were asked for, by name, `max` of them.
void List(const ListOptions& options, Session& session, std::ostream& out);

/// `helm uninstall`, name by name up to the first error.
void Uninstall(const UninstallOptions& options, Session& session,
               std::ostream& out);

/// As Go prints a time that was read from JSON: "2026-01-31T18:05:09.5Z" is
/// "2026-01-31 18:05:09.5 +0000 UTC".
std::string GoTime(const std::string& rfc3339);

}  // namespace bench
