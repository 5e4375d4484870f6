#pragma once

#include <map>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bench {

/// An object that helm makes at an event of its release, and manages by its
/// delete policies alone.
struct Hook {
  std::string name;
  std::string kind;
  std::string manifest;
  std::vector<std::string> events;           // "pre-delete"
  std::vector<std::string> delete_policies;  // "hook-succeeded"
  int weight = 0;

  bool Has(std::string_view event) const;
};

/// One revision of a release as helm stores it (helm.sh/release.v1): all of its
/// JSON is kept, what this program does not know included.
class Record {
 public:
  /// `labels`: those of its Secret.
  Record(const nlohmann::json& release,
         std::map<std::string, std::string> labels);
  ~Record();
  Record(Record&& other) noexcept;
  Record& operator=(Record&& other) noexcept;

  /// The bytes of the Secret's "release": base64 of JSON, gzipped or not.
  /// Nothing when they are no release.
  static std::optional<Record> Decode(
      std::string_view bytes, std::map<std::string, std::string> labels);
  std::string Encode() const;

  const std::map<std::string, std::string>& labels() const { return labels_; }
  std::string name() const;
  std::string ns() const;
  int revision() const;
  std::string status() const;
  std::string manifest() const;
  /// "mysql-0.1.0", "MISSING" where the record has no chart.
  std::string chart() const;
  std::string app_version() const;
  /// RFC 3339; empty: never.
  std::string last_deployed() const;
  /// In the record's order; those of subcharts are among them.
  std::vector<Hook> hooks() const;

  /// Name of the Secret.
  std::string Key() const;

  void SetStatus(std::string_view status, std::string_view description);
  /// "info.deleted": now.
  void SetDeleted();

 private:
  std::unique_ptr<nlohmann::json> release_;
  std::map<std::string, std::string> labels_;
};

/// The Secret that helm keeps a record in (pkg/storage/driver/secrets.go), with
/// the labels that helm looks for it by, and under `time_label` when it was
/// written, unless it has that label.
nlohmann::json SecretOf(const Record& record, const char* time_label);

/// Nothing when a Secret has no record that can be read. Throws the library's
/// own exception where it is no Secret.
std::optional<Record> ReadSecret(const nlohmann::json& secret);

/// Whether a Secret with these labels keeps a record of a release of this name
/// in its namespace.
bool IsRecordOf(const std::map<std::string, std::string>& labels,
                std::string_view release);

/// As Go prints it in JSON: RFC 3339 in UTC, with nanoseconds as far as needed.
std::string TimestampNow();

}  // namespace bench
