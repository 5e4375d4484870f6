#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "kubernetes/objects.h"

namespace bench {

/// What a run has installed: its namespaces, and the objects that its releases
/// have made outside of them, which no label tells as ours.
struct Installed {
  std::vector<std::string> namespaces;
  /// By type, namespace, name and uid.
  std::vector<Object> elsewhere;
};

/// That, in a file of the state folder, from before the install until it is
/// gone: whatever happens to the run, the next one or `cluster clean` finds it.
class Ledger {
 public:
  explicit Ledger(std::filesystem::path file) : file_(std::move(file)) {}

  /// What stands in it; nothing where there is none. Throws Error: it cannot be
  /// read.
  Installed Read() const;

  /// Throws RunError: it cannot be written.
  void Write(const Installed& installed) const;

  /// All of it is gone. Throws nothing: then it will be looked for once more.
  void Forget() const;

 private:
  std::filesystem::path file_;
};

}  // namespace bench
