#pragma once

#include <optional>
#include <string>
#include <vector>

#include "helm/record/record.h"
#include "uninstaller/native/api_session.h"

namespace bench {

/// What helm keeps its records in: HELM_DRIVER.
enum class StorageDriver { kSecrets, kConfigMaps };

/// One revision of a release, by the labels of what its record is kept in.
struct StoredRevision {
  int revision = 0;
  std::string status;
  /// Of the Secret or ConfigMap.
  std::string key;
};

/// A release as far as it is known without reading a record.
struct StoredRelease {
  std::string ns;
  std::string name;
  std::vector<StoredRevision> revisions;  // ascending, never empty
};

/// Whether `helm list` shows it in all states that it knows.
bool IsListed(const StoredRelease& release);

/// Helm's records in one namespace.
class RecordStore {
 public:
  RecordStore(ApiSession& session, StorageDriver driver, std::string ns);

  /// All releases by name, or the one of this name; only metadata is asked for.
  /// Throws Error in the server's words.
  Async<std::vector<StoredRelease>> List(std::string name = "") const;

  /// Nothing: it is gone, or cannot be decoded, which helm passes over. Throws
  /// Error in the server's words.
  Async<std::optional<Record>> Load(std::string key) const;

  /// Writes the record over the one that is there. Whether it succeeds is of no
  /// interest, as with helm: one that has grown over a limit is not a reason
  /// not to uninstall.
  Async<bool> Update(const Record& record) const;

  /// Why not, in the server's words; empty: it is gone, or was before.
  Async<std::string> Delete(std::string key) const;

 private:
  std::string Collection() const;

  ApiSession& session_;
  StorageDriver driver_;
  std::string ns_;
};

}  // namespace bench
