#include "uninstaller/helm_uninstaller.h"

#include <utility>

#include "helm/throttling.h"
#include "util/error.h"
#include "util/seconds.h"

namespace bench {

HelmUninstaller::HelmUninstaller(HelmProgram helm,
                                 std::map<std::string, std::string> environment,
                                 double timeout_s)
    : helm_(std::move(helm)),
      environment_(std::move(environment)),
      timeout_s_(timeout_s) {}

Task HelmUninstaller::List(const std::string& ns) const {
  return InEnvironment(ListCommand(helm_, ns, timeout_s_));
}

std::vector<Release> HelmUninstaller::Listed(const std::string& ns,
                                             const Outcome& outcome) const {
  if (!outcome.Ok()) {
    throw Error("helm list in {}: {}", ns, HelmFailure(outcome));
  }
  return ParseList(outcome.out);
}

Task HelmUninstaller::Uninstall(const Release& release) const {
  return InEnvironment(UninstallCommand(helm_, release, timeout_s_));
}

ReleaseResult HelmUninstaller::Uninstalled(const Release& release,
                                           const Outcome& outcome,
                                           Clock::time_point begin) const {
  ReleaseResult result;
  result.release = release;
  result.start_s = Seconds(outcome.begin - begin);
  result.spawned_s = Seconds(outcome.spawned - begin);
  result.end_s = Seconds(outcome.exited - begin);
  if (const auto* exited = std::get_if<Exited>(&outcome.ending)) {
    result.exit_code = exited->code;
  }
  result.user_s = outcome.user_s;
  result.system_s = outcome.system_s;
  result.max_rss_bytes = outcome.max_rss_bytes;
  result.throttled_s = ThrottledSeconds(outcome.err);
  result.error = HelmFailure(outcome);
  return result;
}

Command HelmUninstaller::InEnvironment(Command command) const {
  command.env = environment_;
  return command;
}

}  // namespace bench
