#pragma once

#include <filesystem>
#include <string>

namespace bench {

/// What the real helm spends of CPU time, in seconds. `start_s`: to start and
/// end (`helm version`); the others come on top of it, the last two for each
/// object.
struct HelmCosts {
  double start_s = 0;
  double list_s = 0;
  double install_s = 0;
  double install_object_s = 0;
  double uninstall_s = 0;
  double uninstall_object_s = 0;
};

/// "helm" of a profile: start_cpu_s, list_cpu_s, install_cpu_s,
/// install_object_cpu_s, uninstall_cpu_s, uninstall_object_cpu_s; what is
/// missing costs nothing. Throws Error with the file and the value's path.
HelmCosts ReadHelmCosts(const std::filesystem::path& profile);

/// Makes a thread spend as much CPU time as the real helm would: what its own
/// work has cost already is not burned again.
class Burner {
 public:
  /// `mark_s`: the thread's CPU time that the costs begin at; 0: its start.
  explicit Burner(HelmCosts costs, double mark_s = 0);

  const HelmCosts& costs() const { return costs_; }

  /// Burns until this thread has spent all that has been asked for so far. Has
  /// no effect when nothing costs anything.
  void Spend(double seconds);

 private:
  HelmCosts costs_;
  double target_s_;
};

}  // namespace bench
