#pragma once

#include <map>
#include <string>
#include <vector>

#include "helm/program.h"
#include "uninstaller/uninstaller.h"

namespace bench {

/// Through helm's program: one process for each list and each uninstall.
class HelmUninstaller final : public Uninstaller {
 public:
  /// `environment`: of every process (HelmEnvironment). `timeout_s`: of each.
  HelmUninstaller(HelmProgram helm,
                  std::map<std::string, std::string> environment,
                  double timeout_s);

  Task List(const std::string& ns) const override;
  std::vector<Release> Listed(const std::string& ns,
                              const Outcome& outcome) const override;
  Task Uninstall(const Release& release) const override;
  ReleaseResult Uninstalled(const Release& release, const Outcome& outcome,
                            Clock::time_point begin) const override;

 private:
  Command InEnvironment(Command command) const;

  const HelmProgram helm_;
  const std::map<std::string, std::string> environment_;
  const double timeout_s_;
};

}  // namespace bench
