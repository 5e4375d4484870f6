#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace bench {

/// One named cluster, user or context as its file has it.
struct KubeconfigEntry {
  std::string name;
  /// What stands under its name, a JSON object as text; empty: nothing. May
  /// hold credentials.
  std::string json;
  /// Where it comes from: paths in it are relative to the file's folder.
  std::filesystem::path file;
  /// For errors: "users[minikube]".
  std::string where;
};

/// A context with what it refers to.
struct KubeconfigContext {
  KubeconfigEntry context;
  KubeconfigEntry cluster;
  /// Without a name when the context names no user.
  KubeconfigEntry user;
};

/// Merges the files and picks a context, as LoadKubeconfig says.
KubeconfigContext ReadKubeconfig(std::span<const std::filesystem::path> files,
                                 std::string_view context);

}  // namespace bench
