#pragma once

#include <string_view>
#include <vector>

#include "helm/record/record.h"
#include "uninstaller/native/api_session.h"
#include "uninstaller/native/records.h"
#include "uninstaller/native/targets.h"

namespace bench {

/// Runs a release's hooks of one event as helm does (pkg/action/hooks.go): one
/// after the other by weight and name, Jobs and Pods waited for, and deletes
/// what their policies say.
class HookRunner {
 public:
  /// `record` and the others outlive it. `timeout`: of each hook.
  HookRunner(ApiSession& session, const RecordStore& store, Record& record,
             HelmRules rules, Clock::duration timeout);

  /// Throws Error in helm's words when one fails; those after it are not run.
  Async<bool> Run(const char* event);

 private:
  Async<std::vector<Target>> TargetsOf(const Hook& hook);
  Async<bool> Begin(const Hook& hook, const char* event);
  Async<bool> Make(const Hook& hook, const char* event);
  Async<bool> WaitUntilReady(const Hook& hook);
  Async<bool> DeleteBy(const Hook& hook, std::string_view policy);

  ApiSession& session_;
  const RecordStore& store_;
  Record& record_;
  const HelmRules rules_;
  const Clock::duration timeout_;
};

}  // namespace bench
