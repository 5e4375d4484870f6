#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "uninstaller/helm_uninstaller.h"
#include "uninstaller/native/release_uninstall.h"

namespace bench {

/// Through the Kubernetes API, one release after the other in each thread or
/// worker process of an executor (UninstallAllNatively is for those without
/// one). What only helm can do is left to `helm`.
class NativeUninstaller final : public Uninstaller {
 public:
  NativeUninstaller(std::filesystem::path kubeconfig, NativeOptions options,
                    HelmUninstaller helm);

  Task List(const std::string& ns) const override;
  std::vector<Release> Listed(const std::string& ns,
                              const Outcome& outcome) const override;
  Task Uninstall(const Release& release) const override;
  ReleaseResult Uninstalled(const Release& release, const Outcome& outcome,
                            Clock::time_point begin) const override;

 private:
  const std::filesystem::path kubeconfig_;
  const NativeOptions options_;
  const HelmUninstaller helm_;
};

/// Runs commands with `runner`, which outlives it, and the work of a
/// NativeUninstaller: a connection for each thread that is at work, kept from
/// one task to the next.
TaskRunner NativeTasks(CommandRunner& runner);

/// As the helm that is measured beside it, which a release may be left to.
/// `timeout_s`: of one uninstall.
NativeOptions OptionsLike(const HelmProgram& helm, double timeout_s);

/// What an uninstall of ours came to, as results have it. Times count from
/// `begin`.
ReleaseResult ResultOf(const Release& release, const UninstallOutcome& outcome,
                       Clock::time_point begin);

}  // namespace bench
