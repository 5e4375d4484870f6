#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "simulator/controllers/controllers.h"
#include "simulator/controllers/metadata.h"
#include "simulator/controllers/work_queue.h"
#include "simulator/controllers/workload.h"

namespace bench {
namespace {

using nlohmann::json;

// Holds a Pod until its Job has counted how it ended.
constexpr const char* kTracking = "batch.kubernetes.io/job-tracking";

// How a Job ends: first one of these says that it will, and when no Pod of it
// is active any more, another one that it has.
constexpr const char* kSuccessCriteriaMet = "SuccessCriteriaMet";
constexpr const char* kFailureTarget = "FailureTarget";
constexpr const char* kComplete = "Complete";
constexpr const char* kFailed = "Failed";

json StatusOf(const StoredObject& object) {
  return object.value().value("status", json::object());
}

std::string PhaseOf(const StoredObject& pod) {
  return StatusOf(pod).value("phase", "");
}

// The condition of that type that is True; null where there is none.
json TrueCondition(const json& status, std::string_view type) {
  for (const json& condition : status.value("conditions", json::array())) {
    if (condition.value("type", "") == type &&
        condition.value("status", "") == "True") {
      return condition;
    }
  }
  return nullptr;
}

bool IsFinished(const json& status) {
  return !TrueCondition(status, kComplete).is_null() ||
         !TrueCondition(status, kFailed).is_null();
}

void AddCondition(json& status, const char* type, const json& reason,
                  const json& message) {
  if (!TrueCondition(status, type).is_null()) return;
  status["conditions"].push_back({{"type", type},
                                  {"status", "True"},
                                  {"lastProbeTime", Timestamp()},
                                  {"lastTransitionTime", Timestamp()},
                                  {"reason", reason},
                                  {"message", message}});
}

// A Job begins when it is not suspended, and again when it no longer is.
void Begin(const json& spec, json& status) {
  if (spec.value("suspend", false)) {
    AddCondition(status, "Suspended", "JobSuspended", "Job suspended");
    status.erase("startTime");
    return;
  }
  if (!status.contains("startTime")) status["startTime"] = Timestamp();
  if (TrueCondition(status, "Suspended").is_null()) return;
  for (json& condition : status["conditions"]) {
    if (condition.value("type", "") != "Suspended") continue;
    condition.update({{"status", "False"},
                      {"lastTransitionTime", Timestamp()},
                      {"reason", "JobResumed"},
                      {"message", "Job resumed"}});
  }
}

// A Job's Pods, by what they are to it.
struct JobPods {
  std::vector<ObjectPtr> active;
  std::vector<ObjectPtr> uncounted;  // have ended, and it has not noticed
  int terminating = 0;
};

JobPods PodsOf(const Store& store, const Key& key, const StoredObject& job) {
  JobPods pods;
  for (ObjectPtr& pod : OwnedObjects(store, "pods", key.ns, job)) {
    const std::string phase = PhaseOf(*pod);
    const bool ended = phase == "Succeeded" || phase == "Failed";
    if (pod->deleting() && !ended) ++pods.terminating;
    if (ended || pod->deleting()) {
      if (HasFinalizer(*pod, kTracking)) {
        pods.uncounted.push_back(std::move(pod));
      }
    } else {
      pods.active.push_back(std::move(pod));
    }
  }
  return pods;
}

// A Pod that was deleted before it had ended has failed.
void Count(const std::vector<ObjectPtr>& ended, json& status) {
  for (const ObjectPtr& pod : ended) {
    const char* const count =
        PhaseOf(*pod) == "Succeeded" ? "succeeded" : "failed";
    status[count] = status.value(count, 0) + 1;
  }
}

// What the counts say of how it ends, where nothing has said so yet.
void Judge(const json& spec, bool any_active, json& status) {
  if (!TrueCondition(status, kFailureTarget).is_null() ||
      !TrueCondition(status, kSuccessCriteriaMet).is_null()) {
    return;
  }
  const int succeeded = status.value("succeeded", 0);
  // Without a number, one Pod that succeeds is enough, once all have ended.
  const bool enough = spec.contains("completions")
                          ? succeeded >= spec.at("completions").get<int>()
                          : succeeded > 0 && !any_active;
  if (status.value("failed", 0) > spec.value("backoffLimit", 6)) {
    AddCondition(status, kFailureTarget, "BackoffLimitExceeded",
                 "Job has reached the specified backoff limit");
  } else if (enough) {
    AddCondition(status, kSuccessCriteriaMet, "CompletionsReached",
                 "Reached expected number of succeeded pods");
  }
}

void Finish(json& status) {
  if (const json why = TrueCondition(status, kFailureTarget); !why.is_null()) {
    AddCondition(status, kFailed, why.at("reason"), why.at("message"));
  }
  if (const json why = TrueCondition(status, kSuccessCriteriaMet);
      !why.is_null()) {
    status["completionTime"] = Timestamp();
    AddCondition(status, kComplete, why.at("reason"), why.at("message"));
  }
}

// How many of its Pods are to be active.
int WantedPods(const json& spec, const json& status) {
  const bool ends = !TrueCondition(status, kFailureTarget).is_null() ||
                    !TrueCondition(status, kSuccessCriteriaMet).is_null();
  if (ends || spec.value("suspend", false)) return 0;
  const int parallelism = spec.value("parallelism", 1);
  const int succeeded = status.value("succeeded", 0);
  if (!spec.contains("completions")) return succeeded > 0 ? 0 : parallelism;
  return std::min(parallelism, spec.at("completions").get<int>() - succeeded);
}

void MakeJobPod(Rest& rest, const Key& key, const StoredObject& job) {
  json pod = PodOf(job.value().at("spec").at("template"));
  pod["metadata"]["generateName"] = key.name + "-";
  pod["metadata"]["finalizers"] = json::array({kTracking});
  MakePod(rest, kJobs, job, std::move(pod));
}

// Makes as many as are missing, or ends those that are too many. Returns how
// many are active then. Without a number of completions, those that are active
// when one has succeeded end by themselves.
std::size_t Scale(Rest& rest, const Key& key, const StoredObject& job,
                  const json& status, const std::vector<ObjectPtr>& active) {
  const json& spec = job.value().at("spec");
  const auto wanted =
      static_cast<std::size_t>(std::max(0, WantedPods(spec, status)));
  for (std::size_t i = active.size(); i < wanted; ++i) {
    MakeJobPod(rest, key, job);
  }
  const bool ends_alone = !spec.contains("completions") &&
                          TrueCondition(status, kFailureTarget).is_null() &&
                          !spec.value("suspend", false);
  if (ends_alone) return std::max(active.size(), wanted);
  for (std::size_t i = wanted; i < active.size(); ++i) {
    rest.Delete({"pods", key.ns, active[i]->name()}, {});
  }
  return wanted;
}

void SetCounts(const JobPods& pods, std::size_t active, json& status) {
  status["active"] = active;
  status["ready"] =
      std::min(static_cast<std::size_t>(CountReady(pods.active)), active);
  status["terminating"] = pods.terminating;
  if (active == 0) status.erase("active");
  status["uncountedTerminatedPods"] = json::object();
}

// The Pods of a Job that is gone, or about to go, need not be counted, and
// nobody would.
void LetGo(Rest& rest, const Key& key) {
  const ObjectPtr pod = rest.store().Get(key);
  if (!pod) return;
  for (const json& owner :
       pod->metadata().value("ownerReferences", json::array())) {
    if (owner.value("kind", "") != "Job") continue;
    const ObjectPtr job =
        rest.store().Get({kJobs, key.ns, owner.value("name", "")});
    if (job && job->uid() == owner.value("uid", "") && !job->deleting()) return;
  }
  DropFinalizer(rest, key, kTracking);
}

void NoteOfTrackedPod(Rest& rest, const Change& change, WorkQueue& queue) {
  if (change.type == Change::Type::kDeleted) {
    if (change.key.resource != kJobs) return;
    for (const ObjectPtr& pod :
         OwnedObjects(rest.store(), "pods", change.key.ns, *change.object)) {
      queue.Add({"pods", change.key.ns, pod->name()});
    }
  } else if (change.key.resource == "pods" &&
             HasFinalizer(*change.object, kTracking)) {
    queue.Add(change.key);
  }
}

// How long a Job may take in all.
void NoteOfDeadline(Rest& /*rest*/, const Change& change, WorkQueue& queue) {
  if (change.key.resource != kJobs || change.type != Change::Type::kAdded) {
    return;
  }
  const json& spec = change.object->value().at("spec");
  if (!spec.contains("activeDeadlineSeconds")) return;
  queue.AddAfter(spec.at("activeDeadlineSeconds"), change.key);
}

void EndAtDeadline(Rest& rest, const Key& key) {
  const ObjectPtr job = rest.store().Get(key);
  if (!job || job->deleting() || IsFinished(StatusOf(*job))) return;
  json status = StatusOf(*job);
  AddCondition(status, kFailureTarget, "DeadlineExceeded",
               "Job was active longer than specified deadline");
  SetStatus(rest, key, status);
}

// How long a Job stays when it has finished.
void NoteOfFinishedJob(Rest& /*rest*/, const Change& change, WorkQueue& queue) {
  if (change.key.resource != kJobs || change.type == Change::Type::kDeleted) {
    return;
  }
  const json& spec = change.object->value().at("spec");
  if (!spec.contains("ttlSecondsAfterFinished") ||
      !IsFinished(StatusOf(*change.object))) {
    return;
  }
  queue.AddAfter(spec.at("ttlSecondsAfterFinished"), change.key);
}

void RemoveFinishedJob(Rest& rest, const Key& key) {
  const ObjectPtr job = rest.store().Get(key);
  if (!job || job->deleting() || !IsFinished(StatusOf(*job))) return;
  DeleteOptions options;
  options.propagation = "Foreground";
  options.uid = job->uid();
  rest.Delete(key, options);
}

}  // namespace

void ReconcileJob(Rest& rest, const Key& key, const StoredObject& job) {
  json status = StatusOf(job);
  const JobPods pods = PodsOf(rest.store(), key, job);
  if (!IsFinished(status)) {
    const json& spec = job.value().at("spec");
    Begin(spec, status);
    Count(pods.uncounted, status);
    Judge(spec, !pods.active.empty(), status);
    const std::size_t active = Scale(rest, key, job, status, pods.active);
    SetCounts(pods, active, status);
    // Those that have just been ended are counted first.
    if (pods.active.empty() && active == 0) Finish(status);
    SetStatus(rest, key, status);
  }
  for (const ObjectPtr& pod : pods.uncounted) {
    DropFinalizer(rest, {"pods", key.ns, pod->name()}, kTracking);
  }
}

void StartJobController(Rest& rest, EventLoop& loop, const Timing& timing) {
  StartController(rest, loop, timing.controller_s, NoteOfTrackedPod, LetGo);
  StartController(rest, loop, 0, NoteOfDeadline, EndAtDeadline);
  StartController(rest, loop, 0, NoteOfFinishedJob, RemoveFinishedJob);
}

}  // namespace bench
