#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "uninstaller/native/api_session.h"
#include "uninstaller/native/records.h"

namespace bench {

/// What an uninstall of ours goes by.
struct NativeOptions {
  HelmRules rules = HelmRules::k4;
  StorageDriver driver = StorageDriver::kSecrets;
  /// Of each hook, and of waiting; helm's --timeout.
  Clock::duration timeout = std::chrono::minutes(5);
  /// Waits until what was deleted is gone, as long (helm's --wait). Never for
  /// what the objects own.
  bool wait = false;
  bool run_hooks = true;  // helm's --no-hooks: false
  /// helm's --keep-history: the records stay, as uninstalled and superseded,
  /// the newest with this description.
  bool keep_history = false;
  std::string description = "Uninstallation complete";
  /// What becomes of that which an object owns, in the API's words: Background,
  /// Foreground, Orphan (helm's --cascade).
  std::string propagation = "Background";
};

/// One part of an uninstall: reading the record, a hook event, the objects of
/// one kind, the records.
struct UninstallStep {
  std::string name;  // "record", "pre-delete", "Deployment", "purge"
  Clock::time_point begin;
  Clock::time_point end;
};

/// What became of a release.
struct UninstallOutcome {
  /// In helm's words; empty: it is uninstalled.
  std::string error;
  /// Why only helm can do it. Nothing has been touched then.
  std::string needs_helm;
  /// Objects that are left alone, "[ConfigMap] name": by their resource policy,
  /// since they are not the release's, and since nobody can tell whose they are
  /// (": why" behind it).
  std::vector<std::string> kept;
  std::vector<std::string> not_owned;
  std::vector<std::string> unverifiable;
  std::vector<UninstallStep> steps;
  Clock::time_point begin;
  Clock::time_point end;
};

/// Uninstalls one release through the API, as `helm uninstall NAME` does, and
/// leaves what that leaves (shared/reference: pkg/action/uninstall.go). It asks
/// less: the record is only written while something may yet go wrong with it
/// (before hooks, and when an object could not be deleted or the session was
/// stopped), and records are deleted without being read again.
///
/// With `keep_history` it writes it as often as helm.
///
/// Throws nothing. When the session is stopped, it does what it has begun, and
/// leaves a record from which helm can go on.
Async<UninstallOutcome> UninstallNatively(ApiSession& session,
                                          StoredRelease release,
                                          NativeOptions options);

/// The same by name; nothing: there is no such release. Throws Error where its
/// records cannot be listed.
Async<std::optional<UninstallOutcome>> UninstallByName(ApiSession& session,
                                                       std::string ns,
                                                       std::string name,
                                                       NativeOptions options);

/// helm's words for a release that cannot be had.
std::string NotLoaded(const std::string& name, const std::string& reason);

}  // namespace bench
