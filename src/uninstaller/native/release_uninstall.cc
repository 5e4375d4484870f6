#include "uninstaller/native/release_uninstall.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <ranges>
#include <utility>

#include "helm/record/annotations.h"
#include "helm/record/manifest.h"
#include "kubernetes/objects.h"
#include "uninstaller/native/hooks.h"
#include "uninstaller/native/targets.h"
#include "util/error.h"
#include "util/text_at.h"

namespace bench {
namespace {

using nlohmann::json;

class ReleaseUninstall {
 public:
  ReleaseUninstall(ApiSession& session, StoredRelease release,
                   const NativeOptions& options)
      : session_(session),
        release_(std::move(release)),
        options_(options),
        store_(session, options.driver, release_.ns) {
    outcome_.begin = Clock::now();
  }

  Async<UninstallOutcome> Run() {
    std::string failure;
    try {
      co_await RunSteps();
    } catch (const Error& error) {
      failure = error.what();
    }
    if (!failure.empty() && deleting_ && !recorded_) {
      co_await RecordUninstalling();
    }
    outcome_.error = failure;
    outcome_.end = Clock::now();
    co_return std::move(outcome_);
  }

 private:
  /// What helm does, in its order.
  Async<bool> RunSteps() {
    co_await LoadNewest();
    outcome_.needs_helm = WhyOnlyHelm();
    if (!outcome_.needs_helm.empty()) co_return false;
    if (record_->status() == "uninstalled") {
      // Its history was kept; only the records are left.
      if (options_.keep_history) {
        throw Error("the release named \"{}\" is already deleted",
                    release_.name);
      }
      const std::string error = co_await Purge();
      if (!error.empty()) throw Error("uninstall: {}", error);
      co_return true;
    }
    record_->SetUninstalling();
    deleting_ = true;
    co_await RunHooks(kPreDelete);
    co_await DeleteObjects();
    std::vector<std::string> errors;
    if (options_.wait && !co_await AllAreGone()) {
      errors.emplace_back("context deadline exceeded");
    }
    try {
      co_await RunHooks(kPostDelete);
    } catch (const Error& error) {
      errors.emplace_back(error.what());
    }
    if (options_.keep_history) {
      deleting_ = false;
      co_await KeepHistory();
    } else {
      const std::string not_purged = co_await Purge();
      if (!not_purged.empty()) errors.push_back("uninstall: " + not_purged);
      deleting_ = !not_purged.empty();
    }
    if (!errors.empty()) {
      throw Error("uninstallation completed with {} error(s): {}",
                  errors.size(), fmt::join(errors, "; "));
    }
    co_return true;
  }

  /// The newest revision that can be decoded, which is the release for helm.
  Async<bool> LoadNewest() {
    const Clock::time_point begin = Clock::now();
    for (const StoredRevision& stored :
         std::views::reverse(release_.revisions)) {
      record_ = co_await store_.Load(stored.key);
      if (record_) break;
    }
    Took("record", begin);
    if (!record_) throw Error("no release provided");
    co_return true;
  }

  std::string WhyOnlyHelm() const {
    if (record_->sequenced()) return "it was installed in an order of its own";
    for (const Hook& hook : record_->hooks()) {
      const bool runs = hook.Has(kPreDelete) || hook.Has(kPostDelete);
      if (runs && !hook.output_log_policies.empty()) {
        return "helm prints the output of hook " + hook.name;
      }
    }
    return "";
  }

  Async<bool> RunHooks(const char* event) {
    if (!options_.run_hooks || record_->HooksAt(event).empty()) co_return false;
    const Clock::time_point begin = Clock::now();
    recorded_ = true;  // by the hooks
    HookRunner runner(session_, store_, *record_, options_.rules,
                      options_.timeout);
    co_await runner.Run(event);
    recorded_ = false;  // how they ended is not
    Took(event, begin);
    co_return true;
  }

  Async<bool> DeleteObjects() {
    // Whoever keeps the history wants to see where it broke off.
    if (options_.keep_history) co_await RecordUninstalling();
    const Discovery* const served = co_await session_.Served();
    std::vector<Target> targets;
    try {
      targets = ResolveTargets(ObjectsToDelete(), record_->ns(), *served);
    } catch (const Error& error) {
      throw Failure(error.what());
    }
    if (options_.rules == HelmRules::k4) {
      targets = co_await Owned(std::move(targets));
    }
    std::vector<std::string> errors;
    if (options_.wait) deleted_ = targets;
    for (const std::vector<Target>& run : RunsOfOneKind(std::move(targets))) {
      if (session_.stopped()) throw Failure("stopped; helm can go on");
      const Clock::time_point begin = Clock::now();
      std::vector<Async<std::string>> deletions;
      deletions.reserve(run.size());
      for (const Target& target : run) deletions.push_back(Delete(target));
      for (std::string& error : co_await WhenAll(std::move(deletions))) {
        if (!error.empty()) errors.push_back(std::move(error));
      }
      Took(run.front().type->kind, begin);
    }
    // Those of other kinds are deleted all the same.
    if (!errors.empty()) {
      throw Failure(fmt::format("{}", fmt::join(errors, "; ")));
    }
    co_return true;
  }

  std::vector<json> ObjectsToDelete() {
    std::vector<json> objects;
    const DeletionPlan plan = PlanDeletion(record_->manifest(), options_.rules);
    for (const ManifestDocument& document : plan.kept) {
      outcome_.kept.push_back("[" + document.kind + "] " + document.name);
    }
    for (const ManifestDocument& document : plan.gone) {
      std::ranges::move(ObjectsIn(document), std::back_inserter(objects));
    }
    return objects;
  }

  /// helm 4: what does not carry the marks of this release stays.
  Async<std::vector<Target>> Owned(std::vector<Target> targets) {
    const Clock::time_point begin = Clock::now();
    std::vector<Async<Response>> looks;
    looks.reserve(targets.size());
    for (const Target& target : targets) {
      looks.push_back(
          session_.Send({.path = target.Path(), .accept = kMetadataOfOne}));
    }
    const std::vector<Response> answers = co_await WhenAll(std::move(looks));
    std::vector<Target> owned;
    for (std::size_t i = 0; i < targets.size(); ++i) {
      if (answers[i].status == 404) continue;
      if (!answers[i].Ok()) {
        outcome_.unverifiable.push_back(targets[i].Words() + ": " +
                                        ErrorText(answers[i]));
      } else if (IsOwned(answers[i])) {
        owned.push_back(std::move(targets[i]));
      } else {
        outcome_.not_owned.push_back(targets[i].Words());
      }
    }
    Took("ownership", begin);
    co_return owned;
  }

  bool IsOwned(const Response& answer) const {
    const json object = json::parse(answer.body, nullptr, false);
    if (!object.is_object()) return false;
    const json metadata = object.value("metadata", json::object());
    const auto texts = [&metadata](const char* key) {
      const json values = metadata.value(key, json());
      return values.is_object()
                 ? values.get<std::map<std::string, std::string>>()
                 : std::map<std::string, std::string>();
    };
    return HasMarksOf(release_.name, release_.ns, texts("labels"),
                      texts("annotations"));
  }

  Async<bool> AllAreGone() {
    const Clock::time_point begin = Clock::now();
    const Clock::time_point deadline = begin + options_.timeout;
    bool all = true;
    for (const Target& target : deleted_) {
      all = all && co_await session_.Until(target.Collection(), target.name,
                                           IsGone, deadline);
    }
    Took("wait", begin);
    co_return all;
  }

  /// Why not, in words; empty: it is gone, or will be.
  Async<std::string> Delete(const Target& target) {
    if (target.name.empty()) co_return "resource name may not be empty";
    const Response response =
        co_await session_.Send(DeletionOf(target, options_.propagation));
    co_return response.Ok() || response.status == 404 ? ""
                                                      : ErrorText(response);
  }

  Async<bool> RecordUninstalling() {
    recorded_ = true;
    co_return co_await store_.Update(*record_);
  }

  /// The oldest side by side, the newest last, so that what is left of a
  /// release can still be uninstalled. Why not, in words.
  Async<std::string> Purge() {
    const Clock::time_point begin = Clock::now();
    std::vector<Async<std::string>> older;
    for (std::size_t i = 0; i + 1 < release_.revisions.size(); ++i) {
      older.push_back(store_.Delete(release_.revisions[i].key));
    }
    std::string failure;
    for (const std::string& error : co_await WhenAll(std::move(older))) {
      if (failure.empty()) failure = error;
    }
    if (failure.empty()) {
      failure = co_await store_.Delete(release_.revisions.back().key);
    }
    Took("purge", begin);
    co_return failure.empty() ? "" : "Failed to purge the release: " + failure;
  }

  /// The newest record as uninstalled, others that are deployed as superseded.
  Async<bool> KeepHistory() {
    const Clock::time_point begin = Clock::now();
    record_->SetStatus("uninstalled", options_.description);
    co_await store_.Update(*record_);
    for (const StoredRevision& stored : release_.revisions) {
      if (stored.status != "deployed" || stored.key == record_->Key()) continue;
      std::optional<Record> deployed = co_await store_.Load(stored.key);
      if (!deployed) continue;
      deployed->SetStatus("superseded");
      co_await store_.Update(*deployed);
    }
    Took("history", begin);
    co_return true;
  }

  Error Failure(const std::string& reason) const {
    return Error("failed to delete release: {}: {}", release_.name, reason);
  }

  void Took(std::string name, Clock::time_point begin) {
    outcome_.steps.push_back(
        {.name = std::move(name), .begin = begin, .end = Clock::now()});
  }

  ApiSession& session_;
  const StoredRelease release_;
  const NativeOptions options_;
  const RecordStore store_;
  std::optional<Record> record_;
  std::vector<Target> deleted_;  // where they are waited for
  /// An object may have been deleted, and the record has to say so where the
  /// rest fails.
  bool deleting_ = false;
  bool recorded_ = false;
  UninstallOutcome outcome_;
};

}  // namespace

Async<UninstallOutcome> UninstallNatively(ApiSession& session,
                                          StoredRelease release,
                                          NativeOptions options) {
  ReleaseUninstall uninstall(session, std::move(release), options);
  co_return co_await uninstall.Run();
}

Async<std::optional<UninstallOutcome>> UninstallByName(ApiSession& session,
                                                       std::string ns,
                                                       std::string name,
                                                       NativeOptions options) {
  const RecordStore store(session, options.driver, std::move(ns));
  std::vector<StoredRelease> found = co_await store.List(std::move(name));
  if (found.empty()) co_return std::nullopt;
  co_return co_await UninstallNatively(session, std::move(found.front()),
                                       std::move(options));
}

std::string NotLoaded(const std::string& name, const std::string& reason) {
  return fmt::format("uninstall: Release not loaded: {}: {}", name, reason);
}

}  // namespace bench
