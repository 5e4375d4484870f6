#pragma once

#include <cstddef>
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
  /// In the record's order; see Record::SetHookBegun.
  std::size_t index = 0;
  std::string name;
  std::string kind;
  std::string path;  // of its template
  std::string manifest;
  std::vector<std::string> events;           // "pre-delete"
  std::vector<std::string> delete_policies;  // "hook-succeeded"
  /// Whose output helm prints, and when.
  std::vector<std::string> output_log_policies;
  int weight = 0;

  bool Has(std::string_view event) const;
  /// Without any policy, before it is made anew. A definition never, since all
  /// of its resources would go with it.
  bool IsDeletedBy(std::string_view policy) const;
};

/// The delete policies of hooks.
inline constexpr std::string_view kBeforeHookCreation = "before-hook-creation";
inline constexpr std::string_view kHookSucceeded = "hook-succeeded";
inline constexpr std::string_view kHookFailed = "hook-failed";

/// One revision of a release as helm stores it (helm.sh/release.v1): all of its
/// JSON is kept, what this program does not know included.
class Record {
 public:
  /// `labels`: those of its Secret.
  Record(nlohmann::json release, std::map<std::string, std::string> labels);
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
  /// Installed to be uninstalled in an order of its own (helm's HIP-0025).
  bool sequenced() const;
  /// In the record's order; those of subcharts are among them.
  std::vector<Hook> hooks() const;
  /// Those of an event, in the order in which helm runs them: by weight, by
  /// name, and as they stand in the record.
  std::vector<Hook> HooksAt(std::string_view event) const;

  /// Name of the Secret.
  std::string Key() const;

  void SetStatus(std::string_view status);
  void SetStatus(std::string_view status, std::string_view description);
  /// As of now.
  void SetUninstalling();
  /// That hook number `index` of hooks() begins now, or has ended: helm keeps
  /// its last run in the record.
  void SetHookBegun(std::size_t index);
  void SetHookEnded(std::size_t index, bool succeeded);

 private:
  std::unique_ptr<nlohmann::json> release_;
  std::map<std::string, std::string> labels_;
};

/// The Secret that helm keeps a record in (pkg/storage/driver/secrets.go), with
/// the labels that helm looks for it by, and under `time_label` when it was
/// written, unless it has that label.
nlohmann::json SecretOf(const Record& record, const char* time_label);

/// The ConfigMap of HELM_DRIVER=configmap (pkg/storage/driver/cfgmaps.go),
/// likewise.
nlohmann::json ConfigMapOf(const Record& record, const char* time_label);

/// Nothing when a Secret has no record that can be read. Throws the library's
/// own exception where it is no Secret.
std::optional<Record> ReadSecret(const nlohmann::json& secret);
std::optional<Record> ReadConfigMap(const nlohmann::json& config_map);

/// Whether a Secret with these labels keeps a record of a release of this name
/// in its namespace.
bool IsRecordOf(const std::map<std::string, std::string>& labels,
                std::string_view release);

/// As Go prints it in JSON: RFC 3339 in UTC, with nanoseconds as far as needed.
std::string TimestampNow();

}  // namespace bench
