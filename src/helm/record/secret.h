#pragma once

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "helm/record/record.h"

namespace bench {

/// The Secret that helm keeps a record in (pkg/storage/driver/secrets.go).

/// A Secret with the record and the labels that helm looks for it by, and under
/// `time_label` when it was written, unless it has that label.
nlohmann::json SecretOf(const Record& record, const char* time_label);

/// Nothing when it has no record that can be read. Throws the library's own
/// exception where it is no Secret.
std::optional<Record> ReadSecret(const nlohmann::json& secret);

/// Whether a Secret with these labels keeps a record of a release of this name
/// in its namespace.
bool IsRecordOf(const std::map<std::string, std::string>& labels,
                std::string_view release);

}  // namespace bench
