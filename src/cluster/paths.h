#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace bench {

/// What the harness keeps between runs about one cluster:
/// ${XDG_STATE_HOME:-~/.local/state}/helm-bench/KIND-NAME[-HASH], only for the
/// user's eyes (0700), since a kubeconfig is in it.
class StateFolder {
 public:
  /// Touches nothing yet. `kind` is one of ours; `name` may be any text, such
  /// as the name of a context. `among`: what tells this one from others of its
  /// name, if there may be any; it is hashed. Throws Error where there is no
  /// home.
  StateFolder(std::string_view kind, std::string_view name,
              std::string_view among = "");

  const std::filesystem::path& path() const { return path_; }
  /// The harness's own kubeconfig; its current context is the cluster.
  std::filesystem::path kubeconfig() const { return path_ / "kubeconfig"; }
  /// What runs have installed and not removed yet (cluster/ledger.h).
  std::filesystem::path installed() const { return path_ / "installed.json"; }
  /// What one run needs and the next does not: helm's temporary homes.
  std::filesystem::path session() const { return path_ / "session"; }

  /// Makes the folder when it is absent. Throws Error: cannot be written.
  void Create() const;

  /// Writes the kubeconfig, whole or not at all, 0600. Throws Error.
  void WriteKubeconfig(std::string_view text) const;

  /// Makes the session folder anew, empty. Throws Error.
  void FreshSession() const;

  /// Removes the session folder, or everything; what is not there is fine.
  void RemoveSession() const;
  void Remove() const;

 private:
  std::filesystem::path path_;
};

/// `text` as one file name: what is not a letter, a digit or one of -_. is
/// written as %XX, so that different texts have different names.
std::string FileName(std::string_view text);

}  // namespace bench
