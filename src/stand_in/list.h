#pragma once

#include <ostream>
#include <vector>

#include "helm/record/record.h"
#include "stand_in/options.h"
#include "stand_in/session.h"

namespace bench {

/// `helm list --output json`. Throws Error with helm's words.
void List(const ListOptions& options, Session& session, std::ostream& out);

/// What is shown of these records: the newest of each release, in the states
/// that were asked for, by name, `max` of them.
std::vector<Record> Choose(std::vector<Record> records,
                           const ListOptions& options);

/// As Go prints a time that was read from JSON: "2026-01-31T18:05:09.5Z" is
/// "2026-01-31 18:05:09.5 +0000 UTC".
std::string GoTime(const std::string& rfc3339);

}  // namespace bench
