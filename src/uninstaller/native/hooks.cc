#include "uninstaller/native/hooks.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <ranges>
#include <tuple>
#include <utility>
#include <vector>

#include "helm/record/manifest.h"
#include "util/error.h"
#include "util/text_at.h"

namespace bench {
namespace {

using nlohmann::json;

/// Nothing: not yet. Else whether it succeeded, and why not.
struct JobEnd {
  bool succeeded = false;
  std::string reason;
};

std::optional<JobEnd> EndOfJob(const json& job) {
  const json conditions =
      job.value(json::json_pointer("/status/conditions"), json::array());
  for (const json& condition : conditions) {
    if (TextAt(condition, "/status") != "True") continue;
    const std::string type = TextAt(condition, "/type");
    if (type == "Complete") return JobEnd{.succeeded = true};
    if (type == "Failed") return JobEnd{.reason = TextAt(condition, "/reason")};
  }
  return std::nullopt;
}

std::optional<JobEnd> EndOfPod(const json& pod) {
  const std::string phase = TextAt(pod, "/status/phase");
  if (phase == "Succeeded") return JobEnd{.succeeded = true};
  if (phase == "Failed") return JobEnd{};
  return std::nullopt;
}

/// Of what helm waits for; anything else is ready as soon as it is there.
std::optional<JobEnd> EndOf(const std::string& kind, const json& object) {
  if (kind == "Job") return EndOfJob(object);
  if (kind == "Pod") return EndOfPod(object);
  return JobEnd{.succeeded = true};
}

std::string FailureWords(const Target& target, const JobEnd& end) {
  return target.type->kind == "Job"
             ? "job " + target.name + " failed: " + end.reason
             : "pod " + target.name + " failed";
}

}  // namespace

HookRunner::HookRunner(ApiSession& session, const RecordStore& store,
                       Record& record, HelmRules rules, Clock::duration timeout)
    : session_(session),
      store_(store),
      record_(record),
      rules_(rules),
      timeout_(timeout) {}

Async<bool> HookRunner::Run(const char* event) {
  const std::vector<Hook> hooks = record_.HooksAt(event);
  for (std::size_t i = 0; i < hooks.size(); ++i) {
    co_await Begin(hooks[i], event);
    std::string failure;
    try {
      co_await WaitUntilReady(hooks[i]);
    } catch (const Error& error) {
      failure = error.what();
    }
    if (failure.empty()) continue;
    // One that could not even be begun is left as it is.
    co_await DeleteBy(hooks[i], kHookFailed);
    for (std::size_t earlier = 0; earlier < i; ++earlier) {
      co_await DeleteBy(hooks[earlier], kHookSucceeded);
    }
    throw Error("{}", failure);
  }
  for (const Hook& hook : std::views::reverse(hooks)) {
    co_await DeleteBy(hook, kHookSucceeded);
  }
  co_return true;
}

Async<bool> HookRunner::Begin(const Hook& hook, const char* event) {
  co_await DeleteBy(hook, kBeforeHookCreation);
  record_.SetHookBegun(hook.index);
  co_await store_.Update(record_);
  co_return co_await Make(hook, event);
}

Async<std::vector<Target>> HookRunner::TargetsOf(const Hook& hook) {
  const Discovery* const served = co_await session_.Served();
  co_return ResolveTargets(ObjectsIn(hook.manifest), record_.ns(), *served);
}

Async<bool> HookRunner::Make(const Hook& hook, const char* event) {
  for (const Target& target : co_await TargetsOf(hook)) {
    Request request{.method = "POST",
                    .path = target.Collection() + "?fieldManager=helm",
                    .body = target.object->dump()};
    if (rules_ == HelmRules::k4) {
      request.method = "PATCH";
      request.path = target.Path() +
                     "?fieldManager=helm&fieldValidation=Strict&force=false";
      request.content_type = "application/apply-patch+yaml";
    }
    const Response response = co_await session_.Send(std::move(request));
    if (!response.Ok()) {
      record_.SetHookEnded(hook.index, false);
      throw Error("warning: Hook {} {} failed: {}", event, hook.path,
                  ErrorText(response));
    }
  }
  co_return true;
}

Async<bool> HookRunner::WaitUntilReady(const Hook& hook) {
  std::string failures;
  for (const Target& target : co_await TargetsOf(hook)) {
    const std::string& kind = target.type->kind;
    if (kind != "Job" && kind != "Pod") continue;
    std::optional<JobEnd> end;
    const auto has_ended = [&](const json* object) {
      if (object != nullptr) end = EndOf(kind, *object);
      return object == nullptr || end.has_value();
    };
    const bool in_time = co_await session_.Until(
        target.Collection(), target.name, has_ended, Clock::now() + timeout_);
    if (!in_time) {
      failures = "timed out waiting for the condition";
    } else if (!end || !end->succeeded) {
      failures = FailureWords(target, end.value_or(JobEnd{}));
    }
    if (!failures.empty()) break;
  }
  record_.SetHookEnded(hook.index, failures.empty());
  if (!failures.empty()) {
    throw Error("1 error occurred:\n\t* {}\n\n", failures);
  }
  co_return true;
}

Async<bool> HookRunner::DeleteBy(const Hook& hook, std::string_view policy) {
  if (!hook.IsDeletedBy(policy)) co_return false;
  for (const Target& target : co_await TargetsOf(hook)) {
    const Response response = co_await session_.Send(DeletionOf(target));
    if (response.status == 404) continue;
    if (!response.Ok()) throw Error("{}", ErrorText(response));
    // helm 4 waits for nothing here, unless it is asked to.
    if (rules_ == HelmRules::k4) continue;
    const bool gone = co_await session_.Until(target.Collection(), target.name,
                                              IsGone, Clock::now() + timeout_);
    if (!gone) throw Error("timed out waiting for the condition");
  }
  co_return true;
}

}  // namespace bench
