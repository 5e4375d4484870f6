#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace bench {

/// Of an entry's extensions, ours: {"file": …}, where a copy of it comes from.
inline constexpr const char* kOriginExtension = "helm-bench";

/// One named cluster, user or context as its file has it, its fields being of
/// the types that they should be.
struct KubeconfigEntry {
  std::string name;
  /// What stands under its name, a JSON object as text; empty: nothing. May
  /// hold credentials.
  std::string json;
  /// Where it comes from: paths in it are relative to the file's folder. Of a
  /// copy, which has none that are relative, what it is a copy of: that is the
  /// file that a person can mend.
  std::filesystem::path file;
  /// For errors: "users[minikube].user".
  std::string where;
};

/// A context with what it refers to.
struct KubeconfigContext {
  KubeconfigEntry context;
  KubeconfigEntry cluster;
  /// Nothing when the context names no user.
  std::optional<KubeconfigEntry> user;
};

/// Merges the files and picks a context, as LoadKubeconfig says.
KubeconfigContext ReadKubeconfig(std::span<const std::filesystem::path> files,
                                 std::string_view context);

}  // namespace bench
